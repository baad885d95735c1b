using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>The types that are one JSON string, number or boolean.</summary>
internal static class Scalars
{
    public static JsonValue? Find(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => Scalar(type, "Boolean", ScalarWriting.Boolean),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } =>
            Scalar(type, type.Name, ScalarWriting.Number),
        { SpecialType: SpecialType.System_Char } => Scalar(type, "Char", ScalarWriting.Scalars),
        { SpecialType: SpecialType.System_String } => Scalar(type, "String", ScalarWriting.String),
        { SpecialType: SpecialType.System_DateTime } => Scalar(type, "DateTime", ScalarWriting.String),
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } =>
            Scalar(type, "Bytes", ScalarWriting.Base64),
        INamedTypeSymbol { ContainingType: null } named => FindByName(named),
        _ => null,
    };

    /// <summary>The key of a dictionary; null for what no JSON name can be made of.</summary>
    public static ScalarValue? FindKey(ITypeSymbol type) =>
        Find(type) is ScalarValue scalar and not { Writing: ScalarWriting.Base64 } && !scalar.Reader.StartsWith("Json", StringComparison.Ordinal)
        && !scalar.Reader.EndsWith("OfBytes", StringComparison.Ordinal)
            ? scalar
            : null;

    private static JsonValue? FindByName(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() switch
    {
        "System" => type.Name switch
        {
            "Guid" or "DateTimeOffset" => Scalar(type, type.Name, ScalarWriting.String),
            "DateOnly" or "TimeOnly" or "TimeSpan" or "Half" or "Int128" or "UInt128" or "Uri" or "Version" =>
                Scalar(type, type.Name, ScalarWriting.Scalars),
            "Memory" or "ReadOnlyMemory" when type.TypeArguments[0].SpecialType == SpecialType.System_Byte =>
                Scalar(type, type.Name + "OfBytes", ScalarWriting.Scalars),
            _ => null,
        },
        "System.Text.Json" => type.Name == "JsonElement" ? new ElementValue(SymbolNames.TypeName(type)) : null,
        "System.Text.Json.Nodes" => type.Name is "JsonNode" or "JsonObject" or "JsonArray" or "JsonValue" && !type.IsGenericType
            ? Scalar(type, type.Name, ScalarWriting.Scalars)
            : null,
        _ => null,
    };

    private static ScalarValue Scalar(ITypeSymbol type, string reader, ScalarWriting writing) =>
        new(SymbolNames.TypeName(type), type.IsReferenceType, reader, writing);
}
