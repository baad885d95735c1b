using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>Something that is wrong with a log, and where.</summary>
public sealed class LogFault : LogObject
{
    private readonly string _text;

    internal LogFault(LogTarget log, Ledgerline.LogFault fault)
        : base(log)
    {
        Kind = fault.Kind;
        Source = fault.Source;
        Line = fault.Line;
        Offset = fault.Offset;
        Length = fault.Length;
        Seq = fault.Seq;
        Cause = fault.Cause;
        _text = Describe(fault);
    }

    /// <summary>What sort of fault it is.</summary>
    public LogFaultKind Kind { get; }

    /// <summary>The file.</summary>
    public string Source { get; }

    /// <summary>The line, from 1; null where the fault is in no line.</summary>
    public long? Line { get; }

    /// <summary>The byte at which it begins, from 0; null where it has no place in the file.</summary>
    public long? Offset { get; }

    /// <summary>Its length in bytes; 0 where something is missing.</summary>
    public long Length { get; }

    /// <summary>The number of the entry there, or of the one behind a gap; null where it is not known.</summary>
    public long? Seq { get; }

    /// <summary>What was found and what was expected, in words.</summary>
    public string Cause { get; }

    /// <summary>The place and the cause.</summary>
    public override string ToString() => _text;

    /// <summary>A fault in one line of text.</summary>
    internal static string Describe(Ledgerline.LogFault fault)
    {
        string line = fault.Line is { } number ? $", line {number}" : "";
        string offset = fault.Offset is { } position ? $", offset {position}" : "";
        return $"{fault.Kind}: {fault.Source}{line}{offset}: {fault.Cause}";
    }
}
