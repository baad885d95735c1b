namespace Ledgerline.FileSystem;

/// <summary>What a reader's cursor means against what a log holds.</summary>
internal static class LogCursorRule
{
    /// <summary>Checks a cursor: 0 stands before the first kept entry, any other number between two entries.</summary>
    /// <param name="view">The log.</param>
    /// <param name="log">The log's name for messages.</param>
    /// <param name="sinceSeq">The last number that the reader has seen, or 0 for a reader who wants whatever is kept.</param>
    /// <param name="isOwed">Whether a reader at 0 must get entry 1, because it began when the log was empty.</param>
    /// <param name="onSkipped">Told of a gap instead of an exception.</param>
    /// <returns>The number before the first entry to come.</returns>
    public static long Check(LogView view, string log, long sinceSeq, bool isOwed, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq);
        if (sinceSeq > view.LastSeq)
        {
            throw new LogRewoundException(log, sinceSeq, view.LastSeq);
        }

        if (sinceSeq >= view.FirstSeq - 1)
        {
            return sinceSeq;
        }

        if (sinceSeq > 0 || isOwed)
        {
            if (onSkipped is null)
            {
                throw new LogTruncatedException(log, sinceSeq, view.FirstSeq);
            }

            onSkipped(new LogSkip(
                log, null, null, 0, sinceSeq, $"the entries {sinceSeq + 1} to {view.FirstSeq - 1} were truncated"));
        }

        return view.FirstSeq - 1;
    }
}
