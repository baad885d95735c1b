using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>Full names that emitted code uses.</summary>
internal static class Names
{
    public const string Reader = "Utf8JsonReader";
    public const string Token = "JsonTokenType";
    public const string Cursor = "JsonCursor";
    public const string Output = "JsonOutput";
    public const string Options = "RecordOptions";
    public const string Expect = "JsonExpect";
    public const string QualifiedExpect = "global::Ledgerline.Serialization.JsonExpect";
    public const string Scalars = "JsonScalars";
    public const string Enums = "JsonEnums";
    public const string Keys = "JsonKeys";
    public const string Extension = "JsonExtension";
    public const string RecordConverter = "global::Ledgerline.Serialization.RecordConverter";

    /// <summary>
    /// What serializers name often. They are aliases inside our own namespace, where they can neither meet the user's
    /// names nor be hidden by them.
    /// </summary>
    public static readonly (string Name, string Type)[] Aliases =
    [
        ("JsonCursor", "global::Ledgerline.Serialization.JsonCursor"),
        ("JsonEnums", "global::Ledgerline.Serialization.JsonEnums"),
        ("JsonExpect", "global::Ledgerline.Serialization.JsonExpect"),
        ("JsonExtension", "global::Ledgerline.Serialization.JsonExtension"),
        ("JsonKeys", "global::Ledgerline.Serialization.JsonKeys"),
        ("JsonNames", "global::Ledgerline.Serialization.JsonNames"),
        ("JsonNumberHandling", "global::System.Text.Json.Serialization.JsonNumberHandling"),
        ("JsonOutput", "global::Ledgerline.Serialization.JsonOutput"),
        ("JsonScalars", "global::Ledgerline.Serialization.JsonScalars"),
        ("JsonTokenType", "global::System.Text.Json.JsonTokenType"),
        ("JsonUnknown", "global::Ledgerline.Serialization.JsonUnknown"),
        ("RecordOptions", "global::Ledgerline.Serialization.RecordOptions"),
        ("Utf8JsonReader", "global::System.Text.Json.Utf8JsonReader"),
    ];

    public const string GeneratedCodeAttribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratedCode.Tool}\", \"1.0\")]";

    /// <summary>Adds a namespace's body below the aliases that it names.</summary>
    public static void Use(SourceWriter source, SourceWriter body)
    {
        string text = body.ToString();
        foreach ((string name, string aliased) in Aliases.Where(alias => text.Contains(alias.Name)))
        {
            source.Line($"using {name} = {aliased};");
        }

        source.Append(body);
    }

    public static string Serializer(string id) => id + "Json";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
