using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>Writes entries as a log's file has them, without batches and checksums: <c>{"seq":N,"ts":MS,"data":...}</c>.</summary>
internal sealed class JsonLinesWriter(Stream stream) : LogFileWriter(stream)
{
    private const int EnvelopeSize = 80;

    protected override void Encode(in LogEntry<JsonPayload> entry)
    {
        Utf8.TryWrite(
            Buffer.GetSpan(EnvelopeSize),
            CultureInfo.InvariantCulture,
            $"{{\"seq\":{entry.Seq},\"ts\":{entry.Timestamp.ToUnixTimeMilliseconds()},\"data\":",
            out int written);
        Buffer.Advance(written);
        Buffer.Write(entry.Data.Utf8.Span);
        Buffer.Write("}\n"u8);
    }
}
