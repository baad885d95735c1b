namespace Ledgerline.Drivers;

/// <summary>One project of a driver, as bytes. Names given to it have been checked by <see cref="StorageName"/>.</summary>
public interface IProjectStore
{
    /// <summary>The log of this name, and with a key one of many. The same instance each time while the driver lives.</summary>
    ILogStore OpenLog(string name, string? key = null);

    /// <summary>The documents of this set, or, with null, the set-less ones.</summary>
    IDocumentStore OpenDocuments(string? set);

    /// <summary>The names of the sets that hold a document, in ordinal order.</summary>
    IAsyncEnumerable<string> ListDocumentSetsAsync(CancellationToken cancellationToken);

    /// <summary>The project's blobs.</summary>
    IBlobStore OpenBlobs();

    /// <summary>The names that have a log without a key or at least one with a key, in ordinal order.</summary>
    IAsyncEnumerable<string> ListLogsAsync(CancellationToken cancellationToken);

    /// <summary>The keys of the logs of a name, in ordinal order.</summary>
    IAsyncEnumerable<string> ListLogKeysAsync(string name, CancellationToken cancellationToken);
}
