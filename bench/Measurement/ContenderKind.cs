namespace Ledgerline.Bench.Measurement;

/// <summary>What a contender is beside us.</summary>
internal enum ContenderKind
{
    /// <summary>Another program, or ourselves in another case.</summary>
    Peer,

    /// <summary>The same bytes with no work on them: what the machine can do.</summary>
    Limit,

    /// <summary>No program but a number that must not be exceeded.</summary>
    Allowance,
}
