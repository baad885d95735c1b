using System.Buffers;
using System.Text.Json;

namespace Ledgerline.Bench.Peers;

/// <summary>
/// What a careful programmer writes: a FileStream without its own buffer, one reused writer, one write a batch, one
/// read buffer, System.Text.Json source generation. No checksum, no lock, no recovery.
/// </summary>
internal static class HandWrittenLog
{
    private const int ReadSize = 1 << 20;

    public static string FileIn(string directory) => Path.Combine(directory, "hand.jsonl");

    public static void Append(string directory, IEnumerable<Tweak[]> batches)
    {
        using var file = new FileStream(
            FileIn(directory), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var buffer = new ArrayBufferWriter<byte>(1 << 18);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        long seq = 0;
        foreach (Tweak[] batch in batches)
        {
            long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            foreach (Tweak tweak in batch)
            {
                JsonSerializer.Serialize(writer, new PeerLine(++seq, now, tweak), PeerContext.Default.PeerLine);
                writer.Flush();
                buffer.Write("\n"u8);
                writer.Reset();
            }

            file.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Reads every line and adds up <see cref="Tweak.N"/>.</summary>
    public static long Sum(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] buffer = new byte[ReadSize];
        int filled = 0;
        long sum = 0;
        while (stream.Read(buffer, filled, buffer.Length - filled) is var read and > 0)
        {
            filled += read;
            int start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                PeerLine line = JsonSerializer.Deserialize(buffer.AsSpan(start, length), PeerContext.Default.PeerLine)!;
                sum += line.Data.N;
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return sum;
    }
}
