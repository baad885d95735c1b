using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>Full names that emitted code uses.</summary>
internal static class Names
{
    public const string Reader = "global::System.Text.Json.Utf8JsonReader";
    public const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    public const string Token = "global::System.Text.Json.JsonTokenType";
    public const string EncodedText = "global::System.Text.Json.JsonEncodedText";
    public const string RelaxedEncoder = "global::System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping";
    public const string Expect = "global::Ledgerline.Serialization.JsonExpect";
    public const string Scalars = "global::Ledgerline.Serialization.JsonScalars";
    public const string Enums = "global::Ledgerline.Serialization.JsonEnums";
    public const string RecordConverter = "global::Ledgerline.Serialization.RecordConverter";
    public const string GeneratedCodeAttribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratedCode.Tool}\", \"1.0\")]";

    public static string Serializer(string id) => $"global::{GeneratedCode.Namespace}.{id}Json";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
