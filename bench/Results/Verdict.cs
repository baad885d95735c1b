namespace Ledgerline.Bench.Results;

/// <summary>What became of a goal.</summary>
internal enum Verdict
{
    /// <summary>There is none.</summary>
    NoGoal,

    Met,

    Missed,

    /// <summary>It is missed, and is the goal of later work.</summary>
    Later,
}
