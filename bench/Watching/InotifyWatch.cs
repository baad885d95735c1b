using System.Diagnostics;
using System.Globalization;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Peers;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Watching;

/// <summary>A thread that blocks in inotify and then reads what was added, while a child process writes lines of one number.</summary>
internal sealed class InotifyWatch : IWatch
{
    private readonly Latencies _latencies = new();
    private readonly ChildProcess _appender;
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _watch;
    private readonly Thread _reader;
    private volatile bool _isEnding;

    private InotifyWatch(string path, ChildProcess appender)
    {
        _appender = appender;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _watch = RawCalls.Watch(path, RawCalls.Modified);
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    public static async Task<InotifyWatch> StartAsync(string directory)
    {
        string path = Path.Combine(directory, "raw.txt");
        await File.Create(path).DisposeAsync();
        return new(path, await ChildProcess.StartAsync(ChildCommand.AppendToFile, path));
    }

    public Task<double> MedianAsync(int samples) => _latencies.MedianAsync(samples, () => _appender.Send(samples));

    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        _isEnding = true;

        // One more event, which the reader does not look at.
        RandomAccess.Write(_file, "\n"u8, RandomAccess.GetLength(_file));
        _reader.Join();
        _watch.Dispose();
        _file.Dispose();
    }

    private void Read()
    {
        Span<byte> events = stackalloc byte[4096];
        byte[] buffer = new byte[1 << 16];
        long at = 0;
        while (true)
        {
            RawCalls.WaitForEvents(_watch, events);
            if (_isEnding)
            {
                return;
            }

            int read = RandomAccess.Read(_file, buffer, at);
            ReadOnlySpan<byte> lines = buffer.AsSpan(0, read);
            while (lines.IndexOf((byte)'\n') is var length and >= 0)
            {
                long now = Stopwatch.GetTimestamp();
                _latencies.Received(now, long.Parse(lines[..length], CultureInfo.InvariantCulture));
                lines = lines[(length + 1)..];
                at += length + 1;
            }
        }
    }
}
