using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A batch that waits for its turn to be written, by whichever thread writes then.</summary>
/// <param name="hasThread">Whether a thread stands and waits for the answer, and no continuation.</param>
internal sealed class QueuedAppend(bool hasThread) : AppendRequest, IQueuedWrite
{
    private readonly QueuedAnswer<AppendOutcome> _answer = new(hasThread);

    public Task<AppendOutcome> Completion => _answer.Completion;

    Task IQueuedWrite.Completion => _answer.Completion;

    public void Acknowledge() => _answer.Give(Outcome);

    public void Fail(Exception failure) => _answer.Fail(failure);
}
