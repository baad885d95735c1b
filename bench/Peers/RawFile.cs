using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>The physical limit: the same bytes, ready made, through the same system calls, and nothing else.</summary>
internal static class RawFile
{
    private const int BlockSize = 1 << 20;

    public static string FileIn(string directory) => Path.Combine(directory, "raw.jsonl");

    public static byte[] ReadyMadeLines(IEnumerable<Tweak> tweaks) => Encoding.UTF8.GetBytes(string.Concat(tweaks.Select((tweak, i) =>
        $$"""{"seq":{{i + 1}},"ts":1795380195981,"data":{"kind":"{{tweak.Kind}}","file":"{{tweak.File}}","turn":"{{tweak.Turn}}","n":{{tweak.N}}},"crc":"00000000"}{{"\n"}}""")));

    public static void Write(string directory, byte[] lines)
    {
        using SafeFileHandle file = File.OpenHandle(FileIn(directory), FileMode.CreateNew, FileAccess.Write);
        for (int at = 0; at < lines.Length; at += BlockSize)
        {
            RandomAccess.Write(file, lines.AsSpan(at, Math.Min(BlockSize, lines.Length - at)), at);
        }
    }

    public static int CountLines(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        byte[] buffer = new byte[BlockSize];
        int count = 0;
        long at = 0;
        while (RandomAccess.Read(file, buffer, at) is var read and > 0)
        {
            count += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }

        return count;
    }
}
