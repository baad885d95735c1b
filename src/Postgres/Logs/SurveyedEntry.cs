using System.Text.Json;

namespace Ledgerline.Postgres;

/// <summary>One entry as a verification or a repair saw it.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Size">Its payload's bytes.</param>
/// <param name="Fault">What is wrong with it; null where nothing is.</param>
/// <param name="Cause">The same in words.</param>
internal readonly record struct SurveyedEntry(long Seq, long Size, LogFaultKind? Fault, string? Cause)
{
    /// <summary>The highest number that an entry may have: those above it are no exact numbers in JavaScript.</summary>
    public const long MaxSeq = (1L << 53) - 1;

    private static readonly long EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Whether it is an entry at all, whatever stands around it.</summary>
    public bool IsEntry => Fault != LogFaultKind.DamagedLine;

    /// <summary>Looks at an entry of a log that holds the numbers from one to another.</summary>
    public static SurveyedEntry Judge(long seq, long ts, ReadOnlyMemory<byte> payload, long firstSeq, long lastSeq)
    {
        string? damage = seq > MaxSeq ? $"its number is above {MaxSeq}, which is the last"
            : ts < EarliestMs || ts > LatestMs ? $"its time, {ts} ms, is none that a date can have"
            : FindFault(payload);
        return damage is not null ? new(seq, payload.Length, LogFaultKind.DamagedLine, $"the row is no entry: {damage}")
            : seq < firstSeq ? new(seq, payload.Length, LogFaultKind.OutOfOrder, $"the log's row says that {firstSeq} is the first entry kept")
            : seq > lastSeq ? new(seq, payload.Length, LogFaultKind.OutOfOrder, $"the log's row says that {lastSeq} is the last number assigned")
            : new(seq, payload.Length, null, null);
    }

    private static string? FindFault(ReadOnlyMemory<byte> payload)
    {
        try
        {
            JsonPayload.Parse(payload);
            return null;
        }
        catch (JsonException e)
        {
            return $"its data are not JSON: {e.Message.TrimEnd('.')}";
        }
    }
}
