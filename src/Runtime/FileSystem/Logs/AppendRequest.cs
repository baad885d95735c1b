using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A batch that waits for its turn to be written.</summary>
internal sealed class AppendRequest(PayloadBatch payloads, long? expectedLastSeq, bool flush)
{
    private readonly TaskCompletionSource<AppendOutcome> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PayloadBatch Payloads { get; } = payloads;

    public long? ExpectedLastSeq { get; } = expectedLastSeq;

    /// <summary>Whether it must be on stable storage before it is acknowledged.</summary>
    public bool Flush { get; } = flush;

    /// <summary>The numbers it was given, before they are acknowledged.</summary>
    public AppendOutcome Outcome { get; set; }

    public Task<AppendOutcome> Completion => _completion.Task;

    public void Acknowledge() => _completion.TrySetResult(Outcome);

    public void Fail(Exception failure) => _completion.TrySetException(failure);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
