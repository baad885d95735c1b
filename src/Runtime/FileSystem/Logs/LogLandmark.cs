namespace Ledgerline.FileSystem;

/// <summary>Where an entry begins, and its keys, by which entries are ordered.</summary>
internal readonly record struct LogLandmark(long Offset, long Seq, long Timestamp)
{
    /// <summary>What stands for a number that is not known; no number is next to it.</summary>
    public const long Unknown = -2;

    /// <summary>The beginning of a file of which nothing is known.</summary>
    public static LogLandmark Beginning => new(0, Unknown, long.MinValue);

    /// <summary>The end of a file of which nothing is known.</summary>
    public static LogLandmark EndAt(long offset) => new(offset, long.MaxValue, long.MaxValue);

    public long Key(bool byTime) => byTime ? Timestamp : Seq;

    /// <summary>Whether no entry can stand between this one and another: numbers rise by one.</summary>
    public bool IsRightBefore(LogLandmark other) => Seq + 1 == other.Seq;
}
