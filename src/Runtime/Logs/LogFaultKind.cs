namespace Ledgerline;

/// <summary>What sort of fault <see cref="AppendLog{T}.VerifyAsync"/> found.</summary>
public enum LogFaultKind
{
    /// <summary>A line or row that is no entry, or a line that was changed after it was written. A repair sets it aside.</summary>
    DamagedLine,

    /// <summary>Numbers that are missing with nothing in their place. A repair declares them lost.</summary>
    Gap,

    /// <summary>An entry whose number does not come after the one before it. A repair sets it aside, or renumbers.</summary>
    OutOfOrder,

    /// <summary>Bytes behind the last committed entry, as a crash leaves them. The next append sets them aside.</summary>
    UncommittedTail,

    /// <summary>What holds the count cannot be read, or does not agree with the entries. A repair makes it anew from them.</summary>
    UnreadableHead,

    /// <summary>The entries end below the count: acknowledged ones are missing at the end. A repair declares them lost.</summary>
    BelowHead,

    /// <summary>A file that was being written when its process died. A repair or the next writer removes it.</summary>
    TemporaryFile,
}
