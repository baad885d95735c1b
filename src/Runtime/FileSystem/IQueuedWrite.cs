namespace Ledgerline.FileSystem;

/// <summary>What waits in a <see cref="WriteQueue{TRequest}"/>.</summary>
internal interface IQueuedWrite
{
    /// <summary>Completes when it is answered.</summary>
    Task Completion { get; }

    /// <summary>Answers it with a failure, or with the cancellation that an <see cref="OperationCanceledException"/> tells of.</summary>
    void Fail(Exception failure);
}
