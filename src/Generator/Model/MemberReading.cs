namespace Ledgerline.Generator;

/// <summary>How a member that was read gets into its object.</summary>
internal enum MemberReading
{
    /// <summary>It is not read.</summary>
    None,

    /// <summary>As an argument of the constructor.</summary>
    Argument,

    /// <summary>In the object initializer, as C# wants it for required members.</summary>
    Initializer,

    /// <summary>After construction, init-only ones too, so that an initializer survives when the member is missing.</summary>
    Setter,
}
