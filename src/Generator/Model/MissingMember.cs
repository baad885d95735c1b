namespace Ledgerline.Generator;

/// <summary>What happens when a member is not in the JSON.</summary>
internal enum MissingMember
{
    /// <summary>It is an error.</summary>
    Error,

    /// <summary>The object keeps what it has: its initializer's value, the parameter's default, null.</summary>
    Keep,

    /// <summary>The object keeps what its constructor gave it, which cannot be seen from here, unless that is null.</summary>
    KeepUnlessNull,
}
