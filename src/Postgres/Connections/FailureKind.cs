namespace Ledgerline.Postgres;

/// <summary>What a failed attempt means for the next one.</summary>
internal enum FailureKind
{
    /// <summary>It was certainly not done, and another attempt may do better: the server is away, or two transactions met.</summary>
    Refused,

    /// <summary>It was certainly not done, and another attempt would fail as well.</summary>
    Failed,

    /// <summary>The connection was lost while the server was at work: it may have been done.</summary>
    Unknown,
}
