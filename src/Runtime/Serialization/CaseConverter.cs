using System.ComponentModel;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>
/// A case of a hierarchy as its hierarchy writes it, with its discriminator: for those who ask by the type that a value has,
/// as ASP.NET Core does of what an endpoint returns.
/// </summary>
/// <typeparam name="TCase">The case.</typeparam>
/// <typeparam name="TBase">The hierarchy.</typeparam>
/// <param name="hierarchy">The hierarchy's converter.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CaseConverter<TCase, TBase>(RecordConverter<TBase> hierarchy) : RecordConverter<TCase>(Of(hierarchy))
    where TCase : TBase
{
    /// <inheritdoc/>
    public override string? Discriminator => hierarchy.Discriminator;

    /// <inheritdoc/>
    protected override TCase ReadRecord(ref Utf8JsonReader reader, RecordOptions options) => hierarchy.ReadGeneral(ref reader) is TCase found
        ? found
        : throw new JsonException($"Expected the case {typeof(TCase).Name} of {typeof(TBase).Name}, found another.");

    /// <inheritdoc/>
    protected override bool TryReadRecord(ref JsonCursor cursor, out TCase value)
    {
        value = default!;
        return false;
    }

    /// <inheritdoc/>
    protected override void WriteRecord(JsonOutput output, TCase value) => hierarchy.Write(output, value);

    private static RecordOptions Of(RecordConverter<TBase> hierarchy)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        return hierarchy.Options;
    }
}
