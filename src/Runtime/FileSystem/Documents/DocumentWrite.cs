using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>What somebody wants done to one document. It is decided and done in its writer's turn.</summary>
/// <param name="key">The document.</param>
/// <param name="flush">Whether it must be on stable storage before it is acknowledged.</param>
internal abstract class DocumentWrite(string key, bool flush) : IQueuedWrite
{
    public string Key { get; } = key;

    public bool Flush { get; } = flush;

    /// <summary>Whether <see cref="Decide"/> has to know what is stored.</summary>
    public abstract bool NeedsCurrent { get; }

    /// <summary>What is to be stored, once that is decided.</summary>
    public ReadOnlyMemory<byte>? Content { get; protected set; }

    /// <summary>The tag of <see cref="Content"/>.</summary>
    public string? ETag { get; protected set; }

    /// <summary>Whether there is a document to delete: what was decided, where nothing is to be stored.</summary>
    public bool IsDeletion { get; protected set; }

    /// <summary>What it failed with.</summary>
    public Exception? Failure { get; set; }

    public abstract Task Completion { get; }

    /// <summary>Decides by what is stored.</summary>
    /// <returns>Whether something is to be done.</returns>
    public abstract bool Decide(StoredDocument? current);

    /// <summary>Told whether there was something to delete.</summary>
    public virtual void OnDeleted(bool existed)
    {
    }

    /// <summary>Answers whoever waits, by its result or its failure.</summary>
    public abstract void Answer();

    public void Fail(Exception failure)
    {
        Failure = failure;
        Answer();
    }
}
