namespace Ledgerline.Drivers;

/// <summary>What a reader's cursor means against what a log holds: the same in every driver.</summary>
public static class LogCursorRule
{
    /// <summary>Checks a cursor: 0 stands before the first kept entry, any other number between two entries.</summary>
    /// <param name="log">The log's name for messages.</param>
    /// <param name="sinceSeq">The last number that the reader has seen, or 0 for a reader who wants whatever is kept.</param>
    /// <param name="firstSeq">The first number kept.</param>
    /// <param name="lastSeq">The last number ever assigned.</param>
    /// <param name="isFollowing">Whether the reader has begun, so that at 0 too it is due the entry 1.</param>
    /// <param name="onSkipped">Told of a gap instead of an exception.</param>
    /// <returns>The number before the first entry to come.</returns>
    /// <exception cref="LogRewoundException">The cursor stands above the last number.</exception>
    /// <exception cref="LogTruncatedException">Entries that the reader is due were removed, and it did not ask to skip.</exception>
    public static long Check(
        string log, long sinceSeq, long firstSeq, long lastSeq, bool isFollowing, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq);
        if (sinceSeq > lastSeq)
        {
            throw new LogRewoundException(log, sinceSeq, lastSeq);
        }

        if (sinceSeq >= firstSeq - 1)
        {
            return sinceSeq;
        }

        if (sinceSeq > 0 || isFollowing)
        {
            if (onSkipped is null)
            {
                throw new LogTruncatedException(log, sinceSeq, firstSeq);
            }

            onSkipped(new LogSkip(
                log, null, null, 0, sinceSeq, $"the entries {sinceSeq + 1} to {firstSeq - 1} were truncated"));
        }

        return firstSeq - 1;
    }

    /// <summary>Tells a reader who asked to be told of the numbers that it passes by because they were lost, in a log without lines.</summary>
    /// <param name="log">The log's name for messages.</param>
    /// <param name="seq">The last number that the reader has seen.</param>
    /// <param name="nextSeq">The number of the next entry that is kept.</param>
    /// <param name="onSkipped">Told, where set and where there is a gap.</param>
    public static void PassLost(string log, long seq, long nextSeq, Action<LogSkip>? onSkipped)
    {
        if (nextSeq > seq + 1)
        {
            onSkipped?.Invoke(new LogSkip(log, null, null, 0, seq, Lost(seq + 1, nextSeq - 1)));
        }
    }

    /// <summary>The words for numbers that were lost.</summary>
    internal static string Lost(long first, long last) =>
        $"the entries {first} to {last} were lost: a repair set aside what was left of them, here or where the log was imported from";
}
