using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>One append that waits for its group.</summary>
internal sealed class AppendRequest(PayloadBatch payloads, AppendTerms terms)
    : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _isTaken;

    public PayloadBatch Payloads => payloads;

    public AppendTerms Terms => terms;

    /// <summary>Takes it into a group, or out of the queue: whoever is first.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;
}
