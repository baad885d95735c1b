using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore;

/// <summary>Writes, reads and removes a document of its own, under a key that nobody else uses.</summary>
internal static class StorageProbe
{
    /// <summary>The shared set that is kept for it.</summary>
    public const string Set = "_health";

    /// <exception cref="LedgerlineException">The storage refused or failed.</exception>
    public static async Task RunAsync(IStorageDriver driver, CancellationToken cancellationToken)
    {
        IDocumentStore documents = driver.Shared.OpenDocuments(Set);
        string key = Guid.NewGuid().ToString("N");
        byte[] content = [.. "\""u8, .. System.Text.Encoding.ASCII.GetBytes(key), .. "\""u8];
        Task<KvPutResult> put = documents.PutAsync(key, content, PutCondition.IfAbsent, null, cancellationToken).AsTask();
        try
        {
            await put.WaitAsync(cancellationToken).ConfigureAwait(false);
            StoredDocument? stored = await documents.GetAsync(key, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (stored is null || !stored.Content.Span.SequenceEqual(content))
            {
                throw new StorageException(
                    "read back", documents.Describe(key), stored is null ? "it is not there" : "it holds something else",
                    "Look for what else removes or writes files there.");
            }
        }
        catch
        {
            // Whatever became of the write, and however long it takes: what it wrote goes.
            _ = RemoveAsync(put, documents, key);
            throw;
        }

        await documents.DeleteAsync(key, null, CancellationToken.None).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(Task<KvPutResult> put, IDocumentStore documents, string key)
    {
        await ((Task)put).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await documents.DeleteAsync(key, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LedgerlineException or ObjectDisposedException)
        {
            // The failure that led here is told; the storage that cannot remove could not be asked to.
        }
    }
}
