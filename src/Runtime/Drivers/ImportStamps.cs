namespace Ledgerline.Drivers;

/// <summary>
/// The numbers and times that the entries of an import carry: they are kept. What is left out of the numbers is lost: it
/// is never given to another entry, and readers pass it by. Where the log keeps nothing before it, it counts as truncated.
/// </summary>
/// <param name="AfterSeq">The number that the log's count must have come to, so that nobody else has appended; the first
/// payload's is above it. A log whose count never began is begun wherever this is.</param>
/// <param name="Seqs">The number of each payload, rising.</param>
/// <param name="TimestampsMs">When each was appended first, in milliseconds since 1970-01-01 UTC; they may fall.</param>
public sealed record ImportStamps(long AfterSeq, ReadOnlyMemory<long> Seqs, ReadOnlyMemory<long> TimestampsMs)
{
    /// <summary>The first payload's number.</summary>
    public long FirstSeq => Seqs.Span[0];

    /// <summary>The last payload's number.</summary>
    public long LastSeq => Seqs.Span[^1];

    /// <summary>Makes sure that what is imported follows what a log has. A log whose count never began may begin with any number.</summary>
    /// <param name="log">The log's name for messages.</param>
    /// <param name="afterSeq">The number that the log's count must have come to.</param>
    /// <param name="lastSeq">The last number ever assigned; 0 where the count never began.</param>
    /// <exception cref="LogSequenceException">It does not.</exception>
    public static void ThrowUnlessAfter(string log, long afterSeq, long lastSeq)
    {
        if (lastSeq > 0 && afterSeq != lastSeq)
        {
            throw new LogSequenceException(log, lastSeq + 1, afterSeq + 1);
        }
    }
}
