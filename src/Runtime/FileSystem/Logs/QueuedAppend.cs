using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A batch that waits for its turn to be written, by whichever thread writes then.</summary>
internal sealed class QueuedAppend : AppendRequest
{
    private readonly TaskCompletionSource<AppendOutcome> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<AppendOutcome> Completion => _completion.Task;

    public void Acknowledge() => _completion.TrySetResult(Outcome);

    public void Fail(Exception failure) => _completion.TrySetException(failure);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
