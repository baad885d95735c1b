namespace Ledgerline;

/// <summary>An entry is sound, but its data do not fit the type that it is read as.</summary>
public sealed class LogDataException : LedgerlineException
{
    /// <summary>Names the entry and what does not fit.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="seq">The entry's number.</param>
    /// <param name="type">The type that it was read as.</param>
    /// <param name="innerException">What the serializer said.</param>
    public LogDataException(string log, long seq, Type type, Exception innerException)
        : base($"Entry {seq} of the log '{log}' does not fit {type}: {innerException.Message} Go on behind it with SinceSeq = {seq}, or read it untyped with Project.Log(name).", innerException)
    {
        Seq = seq;
    }

    /// <summary>The entry's number: a reader can resume behind it.</summary>
    public long Seq { get; }
}
