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

    private static JsonValue? FindByName(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace?.ToDisplayString() ?? "";
        if (space == "System.Text.Json")
        {
            return type.Name == "JsonElement" ? new ElementValue(SymbolNames.TypeName(type)) : null;
        }

        return space != "System" ? null : type.Name switch
        {
            "Guid" or "DateTimeOffset" => Scalar(type, type.Name, ScalarWriting.String),
            "DateOnly" or "TimeOnly" or "TimeSpan" => Scalar(type, type.Name, ScalarWriting.Scalars),
            _ => null,
        };
    }

    private static ScalarValue Scalar(ITypeSymbol type, string reader, ScalarWriting writing) =>
        new(SymbolNames.TypeName(type), type.IsReferenceType, reader, writing);
}
