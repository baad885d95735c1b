namespace Ledgerline.Generator;

/// <summary>The call that writes a scalar.</summary>
internal enum ScalarWriting
{
    Boolean,
    Number,
    String,
    Base64,

    /// <summary>Through JsonScalars, because the writer has no member for it.</summary>
    Scalars,
}
