using System.Buffers;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>Writes entries to a file, one after the other.</summary>
internal abstract class LogFileWriter(Stream stream)
{
    private const int WriteSize = 1 << 20;

    /// <summary>Takes the bytes of entries.</summary>
    protected ArrayBufferWriter<byte> Buffer { get; } = new(WriteSize + (1 << 16));

    /// <summary>Writes an entry.</summary>
    public void Write(in LogEntry<JsonPayload> entry)
    {
        Encode(entry);
        if (Buffer.WrittenCount >= WriteSize)
        {
            Flush();
        }
    }

    /// <summary>Hands what is left to the file.</summary>
    public void Flush()
    {
        stream.Write(Buffer.WrittenSpan);
        Buffer.ResetWrittenCount();
    }

    /// <summary>Puts an entry into the buffer.</summary>
    protected abstract void Encode(in LogEntry<JsonPayload> entry);
}
