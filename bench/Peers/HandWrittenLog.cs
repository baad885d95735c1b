using System.Buffers;
using System.Text.Json;

namespace Ledgerline.Bench.Peers;

/// <summary>
/// What a careful programmer writes: a FileStream without its own buffer, one reused writer, one write a batch, one
/// read buffer, System.Text.Json source generation. No checksum, no lock, no recovery.
/// </summary>
internal sealed class HandWrittenLog(string directory) : IAsyncDisposable
{
    private const int ReadSize = 1 << 20;

    private readonly FileStream _file = new(
        FileIn(directory), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private long _seq;

    public static string FileIn(string directory) => Path.Combine(directory, "hand.jsonl");

    public void AppendBatches(IEnumerable<Tweak[]> batches)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 18);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        foreach (Tweak[] batch in batches)
        {
            long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            foreach (Tweak tweak in batch)
            {
                JsonSerializer.Serialize(writer, new PeerLine(++_seq, now, tweak), PeerContext.Default.PeerLine);
                writer.Flush();
                buffer.Write("\n"u8);
                writer.Reset();
            }

            _file.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    public Tally Tally() => Tally(_file.Name);

    /// <summary>Reads every line of a file.</summary>
    public static Tally Tally(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] buffer = new byte[ReadSize];
        int filled = 0;
        Tally tally = default;
        while (stream.Read(buffer, filled, buffer.Length - filled) is var read and > 0)
        {
            filled += read;
            int start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                PeerLine line = JsonSerializer.Deserialize(buffer.AsSpan(start, length), PeerContext.Default.PeerLine)!;
                tally = tally.With(line.Data.N);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return tally;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
