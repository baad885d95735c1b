namespace Ledgerline;

/// <summary>
/// Makes a case of a closed hierarchy the one that stands for cases this program does not know: what an older or newer
/// program wrote is read as it, keeps its JSON, and is written back with the same bytes.
/// </summary>
/// <remarks>
/// The case is sealed and its constructor takes one <see cref="System.Text.Json.JsonElement"/> or <see cref="JsonPayload"/>,
/// the whole object with its discriminator. Other members of it are neither read nor written. Where the JSON has line breaks
/// it is written on one line. An object without a discriminator is still an error.
/// </remarks>
/// <example><code>[UnknownCase] public sealed record Unknown(JsonPayload Json) : RunEvent;</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class UnknownCaseAttribute : Attribute;
