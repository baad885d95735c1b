namespace Ledgerline.Generator;

/// <summary>A number, a string or a boolean.</summary>
/// <param name="Reader">The member of JsonScalars that reads it, without <c>Read</c>.</param>
/// <param name="Writing">The call that writes it.</param>
/// <param name="Forms">Of a number, the forms it may have where its code says so; null where the options do.</param>
internal sealed record ScalarValue(string TypeName, bool IsReference, string Reader, ScalarWriting Writing, NumberForms? Forms = null)
    : JsonValue(TypeName, IsReference)
{
    public bool IsNumber => Reader is "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64"
        or "Int128" or "UInt128" or "Half" or "Single" or "Double" or "Decimal";
}
