namespace Ledgerline.Tests.FileSystem.Kills;

/// <summary>A process that is killed one day; what it prints is read all the time, so that it never waits for its reader.</summary>
internal sealed class DoomedWorker : IDisposable
{
    private readonly WorkerProcess _process;
    private readonly Task _reading;
    private readonly List<string> _lines = [];

    public DoomedWorker(params string[] arguments)
    {
        _process = WorkerProcess.Start(arguments);
        _reading = Task.Run(ReadAsync);
    }

    public int LineCount
    {
        get
        {
            lock (_lines)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Waits until it has printed more.</summary>
    /// <param name="count">More than so many lines.</param>
    public async Task PassAsync(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (LineCount <= count)
        {
            Assert.False(_reading.IsCompleted, "A process ended by itself.");
            await Task.Delay(2, deadline.Token);
        }
    }

    /// <returns>Every whole line that it printed.</returns>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        Assert.False(_reading.IsCompleted, "A process ended by itself.");
        _process.Kill();
        return await CompleteAsync();
    }

    /// <returns>Every whole line that it printed, once it has ended.</returns>
    public async Task<IReadOnlyList<string>> CompleteAsync()
    {
        await _reading.WaitAsync(TimeSpan.FromSeconds(60));
        return _lines;
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadAsync()
    {
        await foreach (string line in _process.ReadLinesAsync())
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }
    }
}
