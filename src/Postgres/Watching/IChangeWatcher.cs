namespace Ledgerline.Postgres;

/// <summary>One who wants to know of changes to documents or blobs. Called by one thread at a time; must not block.</summary>
internal interface IChangeWatcher
{
    /// <summary>Something changed, in this process or another.</summary>
    void Notified(ChangeHint hint);

    /// <summary>Something may have changed that nobody told: it is time to compare.</summary>
    void Unsure();

    /// <summary>The driver was disposed.</summary>
    void End();
}
