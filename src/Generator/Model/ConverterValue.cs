namespace Ledgerline.Generator;

/// <summary>A value that one's own converter reads and writes.</summary>
/// <param name="Id">Names the field that holds it.</param>
/// <param name="Converter">The converter, fully qualified.</param>
internal sealed record ConverterValue(string TypeName, bool IsReference, string Id, string Converter)
    : JsonValue(TypeName, IsReference);
