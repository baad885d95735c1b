namespace Ledgerline.Postgres;

/// <summary>The first number that this process appended since a follower began, so that it misses none while it takes its place.</summary>
internal sealed class LiveMark
{
    /// <summary>Changed under the lock of its <see cref="LogFeed"/>.</summary>
    public long FirstSeq { get; set; } = long.MaxValue;
}
