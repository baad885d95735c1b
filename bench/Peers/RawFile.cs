using System.Text;
using Ledgerline.Bench.Measurement;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>The physical limit: the same bytes, ready made, through the same system calls, and nothing else.</summary>
internal sealed class RawFile(string directory) : IAsyncDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly SafeFileHandle _file = File.OpenHandle(FileIn(directory), FileMode.CreateNew, FileAccess.ReadWrite);
    private long _length;

    public static string FileIn(string directory) => Path.Combine(directory, "raw.jsonl");

    /// <summary>The lines as our writer would make them.</summary>
    public static byte[][] ReadyMadeLines(Tweak[] tweaks) => [.. tweaks.Select((tweak, i) => Encoding.UTF8.GetBytes(
        $$"""{"seq":{{i + 1}},"ts":1795380195981,"data":{"kind":"{{tweak.Kind}}","file":"{{tweak.File}}","turn":"{{tweak.Turn}}","n":{{tweak.N}}},"crc":"00000000"}{{"\n"}}"""))];

    /// <summary>Lines end to end, by groups.</summary>
    public static byte[][] Join(byte[][] lines, int groupSize) =>
        [.. lines.Chunk(groupSize).Select(group => group.SelectMany(line => line).ToArray())];

    /// <summary>One write a piece and, if asked for, one flush.</summary>
    public void Append(byte[][] pieces, bool flush)
    {
        foreach (byte[] piece in pieces)
        {
            RawCalls.Write(_file, piece, _length);
            _length += piece.Length;
            if (flush)
            {
                RawCalls.Flush(_file);
            }
        }
    }

    /// <summary>Makes sure that the file has these many bytes.</summary>
    public Task ExpectLengthOf(byte[][] pieces)
    {
        Expect.Equal(pieces.Sum(piece => (long)piece.Length), RandomAccess.GetLength(_file));
        return Task.CompletedTask;
    }

    public static long CountLines(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        byte[] buffer = new byte[BlockSize];
        long count = 0;
        long at = 0;
        while (RandomAccess.Read(file, buffer, at) is var read and > 0)
        {
            count += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }

        return count;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return default;
    }
}
