using System.Text.Json;

namespace Ledgerline.FileSystem;

/// <summary>
/// What a log must not forget when its entries are gone: <c>{"seq":N,"ts":MS,"completed":false[,"lost":N],"crc":"xxxxxxxx"}</c>.
/// Always replaced whole, and only under the log's lock.
/// </summary>
/// <param name="Seq">The highest number ever assigned when it was written.</param>
/// <param name="Timestamp">The last timestamp, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Completed">Whether the log is sealed.</param>
/// <param name="Lost">How many numbers up to <paramref name="Seq"/> were lost, behind the last entry there was.</param>
internal sealed record LogHead(long Seq, long Timestamp, bool Completed, long Lost = 0)
{
    private const int MaxLength = 256;

    /// <summary>Reads a log's head; null where it has none.</summary>
    /// <exception cref="LogCorruptException">There is one, and it cannot be read.</exception>
    public static LogHead? Read(Disk disk, LogPaths paths)
    {
        if (ReadBytes(disk, paths) is not { } bytes)
        {
            return null;
        }

        return Parse(bytes.AsSpan().TrimEnd((byte)'\n')) ?? throw new LogCorruptException(
            paths.Head,
            1,
            0,
            "this file holds the log's count and cannot be read; expected {\"seq\":N,\"ts\":MS,\"completed\":BOOL,\"crc\":\"xxxxxxxx\"}");
    }

    /// <summary>The beginning of the file, as much as a head can have; null where there is none.</summary>
    public static byte[]? ReadBytes(Disk disk, LogPaths paths)
    {
        using DiskFile? file = disk.Open(paths.Head, DiskOpen.Read);
        if (file is null)
        {
            return null;
        }

        byte[] buffer = new byte[MaxLength];
        return buffer[..file.Read(buffer, 0)];
    }

    /// <summary>Replaces a log's head, durably.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="paths">The log.</param>
    /// <param name="owner">The log's owner.</param>
    public void Write(Disk disk, LogPaths paths, FileOwner? owner)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        string completed = Completed ? "true" : "false";
        System.Text.Unicode.Utf8.TryWrite(
            buffer, $"{{\"seq\":{Seq},\"ts\":{Timestamp},\"completed\":{completed}", out int length);
        if (Lost > 0)
        {
            System.Text.Unicode.Utf8.TryWrite(buffer[length..], $",\"lost\":{Lost}", out int written);
            length += written;
        }

        length += LogLine.WriteCrc(buffer, length);
        buffer[length++] = (byte)'\n';
        using var replacement = new Replacement(disk, paths.Head, owner);
        replacement.File.Write(buffer[..length], 0);
        replacement.Commit(flush: true);
    }

    private static LogHead? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!LogLine.TrySplitCrc(bytes, out int crcStart, out uint crc) || Crc32C.Of(bytes[..crcStart]) != crc)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            JsonElement head = JsonElement.ParseValue(ref reader);
            return new(
                head.GetProperty("seq").GetInt64(),
                head.GetProperty("ts").GetInt64(),
                head.GetProperty("completed").GetBoolean(),
                head.TryGetProperty("lost", out JsonElement lost) ? lost.GetInt64() : 0);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
