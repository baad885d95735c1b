namespace Ledgerline.Generator;

/// <summary>Prints how the keys of dictionaries are read and written.</summary>
internal static class KeyEmitter
{
    // Keys that are written as their values are.
    private static readonly HashSet<string> LikeValues = ["String", "Char", "Guid", "DateTime", "DateTimeOffset"];

    /// <summary>An expression that reads the name under the reader.</summary>
    public static string Read(JsonValue key) => key switch
    {
        ScalarValue { Reader: "String" } => $"{Names.Scalars}.ReadString(ref reader)",
        ScalarValue scalar => $"{Names.Keys}.Read{scalar.Reader}(ref reader)",
        _ => $"{Names.Enums}.ReadKey<{key.TypeName}>(ref reader)",
    };

    /// <summary>Statements that read the name that is expected at the cursor, with its colon, or return false.</summary>
    public static void TryRead(SourceWriter source, JsonValue key)
    {
        if (key is ScalarValue { Reader: "String" })
        {
            ExpectedReadEmitter.Refuse(source, "!cursor.TryRead(out string key) || !cursor.Skip(\":\"u8)");
            return;
        }

        source.Line($"{Names.Reader} reader = cursor.KeyReader();");
        source.Line($"{key.TypeName} key = {Read(key)};");
        source.Line("cursor.Advance(ref reader);");
    }

    /// <summary>Statements that write a name and its colon.</summary>
    public static void Write(SourceWriter source, DictionaryValue value, string key)
    {
        string? policy = value.KeyNames == NamePolicy.AsDeclared ? null : $"global::System.Text.Json.JsonNamingPolicy.{value.KeyNames}";
        if (value.Key is ScalarValue scalar && LikeValues.Contains(scalar.Reader))
        {
            source.Line($"output.Write({(scalar.Reader == "String" && policy is not null ? $"{policy}.ConvertName({key})" : key)});");
            source.Line("output.Raw(\":\"u8);");
        }
        else
        {
            // A policy is for strings: an enum's name that it changed could not be read.
            source.Line(value.Key is ScalarValue ? $"{Names.Keys}.Write(output, {key});" : $"{Names.Enums}.WriteKey(output, {key});");
        }
    }
}
