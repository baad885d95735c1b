using System.Management.Automation;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>A script that runs while the test goes on.</summary>
public sealed class RunningScript : IAsyncDisposable
{
    // Only so that a failure is a failure: nothing waits so long while all is well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly PowerShell _shell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly Task _completion;

    public RunningScript(PowerShell shell)
    {
        _shell = shell;
        _completion = shell.InvokeAsync<PSObject, PSObject>(null, _output);
    }

    /// <summary>What has come out so far. (The collection's own enumerator would wait for the end.)</summary>
    public IReadOnlyList<PSObject> Output => [.. Enumerable.Range(0, _output.Count).Select(i => _output[i])];

    /// <summary>The <c>Seq</c> of each entry that has come out so far.</summary>
    public IEnumerable<long> Seqs => Output.Select(entry => (long)entry.Properties["Seq"].Value);

    public IReadOnlyList<ErrorRecord> Errors => [.. _shell.Streams.Error];

    public IReadOnlyList<ProgressRecord> Progress => [.. _shell.Streams.Progress];

    public IReadOnlyList<string> Warnings => [.. _shell.Streams.Warning.Select(warning => warning.Message)];

    public bool IsRunning => !_completion.IsCompleted;

    public PSInvocationState State => _shell.InvocationStateInfo.State;

    /// <summary>Waits until so many objects have come out.</summary>
    public Task ReceiveAsync(int count) => UntilAsync(() => _output.Count >= count);

    /// <summary>Waits until a condition holds, or the script ends before it does.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(_completion.IsFaulted, _completion.Exception?.ToString());
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>What Ctrl+C does.</summary>
    public async Task StopAsync()
    {
        await _shell.StopAsync(null, null).WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => _completion.WaitAsync(Patience));
    }

    /// <summary>Waits for the script's own end.</summary>
    public Task CompleteAsync() => _completion.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await _shell.StopAsync(null, null).WaitAsync(Patience);
        }

        _shell.Dispose();
        _output.Dispose();
    }
}
