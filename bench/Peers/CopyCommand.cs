using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>The system's own <c>cp</c>, as a child process; what starting one takes is not counted.</summary>
internal static class CopyCommand
{
    /// <summary>The seconds that copying takes, with a flush of the copy where asked for.</summary>
    public static double Measure(string source, string target, bool flush)
    {
        double start = StartSeconds();
        double copy = Seconds(source, target);
        long begin = Stopwatch.GetTimestamp();
        if (flush)
        {
            using SafeFileHandle file = File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite);
            RawCalls.Flush(file);
        }

        return copy - start + Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static double StartSeconds()
    {
        string empty = Path.GetTempFileName();
        double seconds = Seconds(empty, "/dev/null");
        File.Delete(empty);
        return seconds;
    }

    private static double Seconds(string source, string target)
    {
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start("cp", [source, target]);
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Measurement.Expect.Equal(0, process.ExitCode);
        return seconds;
    }
}
