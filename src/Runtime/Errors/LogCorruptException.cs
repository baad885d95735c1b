namespace Ledgerline;

/// <summary>A log holds something that is not an entry, or not the next one. Nothing was changed.</summary>
public sealed class LogCorruptException : LedgerlineException
{
    /// <summary>Describes damage and its place.</summary>
    /// <param name="file">The file, or the driver's name for the log.</param>
    /// <param name="line">The line, from 1; null where the damage is not in a line.</param>
    /// <param name="offset">The byte at which the damage begins.</param>
    /// <param name="cause">What was found and what was expected, in words.</param>
    /// <param name="innerException">What the parser said, where there is more to say.</param>
    public LogCorruptException(string file, long? line, long offset, string cause, Exception? innerException = null)
        : base($"The log is damaged: {file}, {(line is null ? "" : $"line {line}, ")}offset {offset}: {cause}. Nothing was changed. To read around the damage set LogReadOptions.OnSkipped (in PowerShell Get-LogEntry -SkipCorrupt); to find all of it call VerifyAsync, to set it aside RepairAsync.", innerException)
    {
        File = file;
        Line = line;
        Offset = offset;
        Cause = cause;
    }

    /// <summary>The file, or the driver's name for the log.</summary>
    public string File { get; }

    /// <summary>The line, from 1; null where the damage is not in a line.</summary>
    public long? Line { get; }

    /// <summary>The byte at which the damage begins.</summary>
    public long Offset { get; }

    /// <summary>What was found and what was expected.</summary>
    public string Cause { get; }
}
