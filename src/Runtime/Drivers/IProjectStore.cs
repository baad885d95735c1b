namespace Ledgerline.Drivers;

/// <summary>One project of a driver, as bytes. Names given to it have been checked by <see cref="StorageName"/>.</summary>
public interface IProjectStore
{
    /// <summary>The log of this name. The same instance each time while the driver lives.</summary>
    ILogStore OpenLog(string name);

    /// <summary>The documents of this set, or, with null, the set-less ones.</summary>
    IDocumentStore OpenDocuments(string? set);

    /// <summary>The names of the logs, in ordinal order.</summary>
    IAsyncEnumerable<string> ListLogsAsync(CancellationToken cancellationToken);
}
