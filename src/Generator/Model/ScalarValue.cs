namespace Ledgerline.Generator;

/// <summary>A number, a string or a boolean.</summary>
/// <param name="Reader">The member of JsonScalars that reads it, without <c>Read</c>.</param>
/// <param name="Writing">The call that writes it.</param>
internal sealed record ScalarValue(string TypeName, bool IsReference, string Reader, ScalarWriting Writing)
    : JsonValue(TypeName, IsReference);
