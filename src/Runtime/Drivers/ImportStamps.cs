namespace Ledgerline.Drivers;

/// <summary>The numbers and times that entries of an import carry: they are kept.</summary>
/// <param name="FirstSeq">The first payload's number, from 1; the others follow one by one.</param>
/// <param name="TimestampsMs">When each was appended first, in milliseconds since 1970-01-01 UTC; as many as there are payloads.</param>
public sealed record ImportStamps(long FirstSeq, ReadOnlyMemory<long> TimestampsMs)
{
    /// <summary>Makes sure that the entries follow a log's last one. A log whose count never began may begin with any number.</summary>
    /// <param name="log">The log's name for messages.</param>
    /// <param name="lastSeq">The last number ever assigned.</param>
    /// <exception cref="LogSequenceException">They do not.</exception>
    public void ThrowUnlessAfter(string log, long lastSeq)
    {
        if (lastSeq > 0 && FirstSeq != lastSeq + 1)
        {
            throw new LogSequenceException(log, lastSeq + 1, FirstSeq);
        }
    }
}
