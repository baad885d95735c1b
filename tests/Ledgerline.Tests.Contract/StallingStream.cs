namespace Ledgerline.Tests.Contract;

/// <summary>A source that gives some bytes and then nothing more, until it is cancelled, or released to be at its end.</summary>
internal sealed class StallingStream(int length) : SourceStream
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = length;

    /// <summary>Completes when all it has was read and more is asked for.</summary>
    public Task Stalled => _stalled.Task;

    public void Release() => _released.TrySetResult();

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("It would wait for ever.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Math.Min(buffer.Length, _left);
        _left -= count;
        if (count == 0)
        {
            _stalled.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }

        return count;
    }
}
