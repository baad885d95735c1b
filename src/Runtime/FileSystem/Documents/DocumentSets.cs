using System.Runtime.CompilerServices;

namespace Ledgerline.FileSystem;

/// <summary>The sets of documents that stand beside each other.</summary>
internal static class DocumentSets
{
    /// <summary>The names of the sets that hold a document, in ordinal order.</summary>
    /// <param name="scope">What the sets belong to.</param>
    /// <param name="directory">The directory of the set-less documents, in which the sets' directories are.</param>
    /// <param name="cancellationToken">Ends the listing between two names.</param>
    public static async IAsyncEnumerable<string> ListAsync(
        FileScope scope, string directory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        scope.Root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        List<string> names = [.. StoredNames.ListDirectories(scope.Root.Disk, directory, DocumentFiles.Extension)];

        // After the look: of a project that was deleted meanwhile, nothing is what was found.
        scope.ThrowIfMissing();
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }
}
