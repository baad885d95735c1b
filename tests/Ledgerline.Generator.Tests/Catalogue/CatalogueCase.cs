using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>A type of the catalogue with its values.</summary>
public abstract class CatalogueCase
{
    public abstract string Name { get; }

    /// <summary>Our bytes and System.Text.Json's, of each value.</summary>
    public abstract IEnumerable<(string Ours, string Theirs)> Written();

    /// <summary>What System.Text.Json reads from its own output, and what each reads from the other's.</summary>
    public abstract IEnumerable<(string Expected, string OursReadTheirs, string TheirsReadOurs)> ReadBack();

    public override string ToString() => Name;
}

/// <inheritdoc/>
public sealed class CatalogueCase<T>(params IEnumerable<T> values) : CatalogueCase
{
    private static readonly JsonTypeInfo<T> Ours = (JsonTypeInfo<T>)LedgerlineJsonContext.Default.GetTypeInfo(typeof(T))!;

    public override string Name => typeof(T).Name;

    public override IEnumerable<(string Ours, string Theirs)> Written() =>
        values.Select(static value => (WriteOurs(value), WriteTheirs(value)));

    public override IEnumerable<(string Expected, string OursReadTheirs, string TheirsReadOurs)> ReadBack()
    {
        foreach (T value in values)
        {
            string written = WriteTheirs(value);
            T ours = JsonSerializer.Deserialize(written, Ours)!;
            T theirs = JsonSerializer.Deserialize<T>(WriteOurs(value), Oracle.Options)!;
            T expected = JsonSerializer.Deserialize<T>(written, Oracle.Options)!;
            yield return (WriteTheirs(expected), WriteTheirs(ours), WriteTheirs(theirs));
        }
    }

    private static string WriteOurs(T value) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, Ours));

    private static string WriteTheirs(T value) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, Oracle.Options));
}
