using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>What keeping a part of a file costs at least: copying it, durably.</summary>
internal static class FileCopy
{
    private const int BlockSize = 1 << 20;

    public static void CopyEnd(string source, string target, long start)
    {
        using SafeFileHandle from = File.OpenHandle(source);
        using SafeFileHandle to = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = new byte[BlockSize];
        long at = start;
        while (RandomAccess.Read(from, buffer, at) is var read and > 0)
        {
            RawCalls.Write(to, buffer.AsSpan(0, read), at - start);
            at += read;
        }

        RawCalls.Flush(to);
    }
}
