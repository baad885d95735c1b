using System.Globalization;
using System.Text;
using Ledgerline.Bench.Watching;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Children;

/// <summary>Appends lines that say when, with pauses.</summary>
internal static class PacedFile
{
    public static void Serve(string path, Action<Action<int>> serve)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        long length = 0;
        serve(samples => Latencies.SendPaced(samples, message =>
        {
            byte[] line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Turn}\n"));
            RandomAccess.Write(file, line, length);
            length += line.Length;
        }));
    }
}
