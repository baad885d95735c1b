namespace Ledgerline.FileSystem;

/// <summary>A write with a result of its own.</summary>
/// <typeparam name="TResult">What its caller gets.</typeparam>
/// <param name="key">The document.</param>
/// <param name="flush">Whether it must be on stable storage before it is acknowledged.</param>
internal abstract class DocumentWrite<TResult>(string key, bool flush) : DocumentWrite(key, flush)
{
    private readonly QueuedAnswer<TResult> _answer = new(hasThread: false);

    public override Task Completion => _answer.Completion;

    /// <summary>What it came to, once it is done.</summary>
    protected TResult Result { get; set; } = default!;

    /// <summary>Where somebody else does it: the answer to come.</summary>
    public ValueTask<TResult> Queued() => new(_answer.Completion);

    /// <summary>Where its caller did it.</summary>
    public ValueTask<TResult> Done() =>
        Failure is null ? new(Result) : ValueTask.FromException<TResult>(Failure);

    public override void Answer()
    {
        if (Failure is null)
        {
            _answer.Give(Result);
        }
        else
        {
            _answer.Fail(Failure);
        }
    }
}
