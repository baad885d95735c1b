namespace Ledgerline.Generator;

/// <summary>JSON text in emitted code.</summary>
internal static class JsonLiteral
{
    /// <summary>JSON that is plain ASCII, as it stands.</summary>
    public static string Of(string json) => Names.Literal(json) + "u8";

    /// <summary>Whether a name is written as it is: of all others System.Text.Json knows, at run time, what it escapes.</summary>
    public static bool IsPlain(string name) => name.All(static c => c is >= ' ' and < '\u007F' and not ('"' or '\\'));

    /// <summary>An expression for a name in quotes with what stands around it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before it.</param>
    /// <param name="suffix">What stands after it.</param>
    /// <param name="field">The field that has it where it is not plain.</param>
    public static string Quoted(string name, string prefix, string suffix, string field) =>
        IsPlain(name) ? Of($"{prefix}\"{name}\"{suffix}") : field;

    /// <summary>The field of a name that is not plain.</summary>
    public static void Field(SourceWriter source, string name, string prefix, string suffix, string field)
    {
        if (!IsPlain(name))
        {
            source.Line($"private static readonly byte[] {field} =");
            source.Line($"    JsonNames.Quoted({Names.Literal(name)}, {Names.Literal(prefix)}, {Names.Literal(suffix)});");
        }
    }
}
