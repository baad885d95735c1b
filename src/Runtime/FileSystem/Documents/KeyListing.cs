namespace Ledgerline.FileSystem;

/// <summary>The keys in a directory, in ordinal order.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Status">The directory's status, taken before it was read.</param>
internal sealed record KeyListing(IReadOnlyList<string> Keys, FileStatus Status) : CachedContent(Status)
{
    private const int Overhead = 32;

    /// <inheritdoc/>
    public override long Size { get; } = Keys.Sum(static key => (long)Overhead + (sizeof(char) * key.Length));

    /// <summary>Those that begin with a prefix.</summary>
    public IEnumerable<string> From(string prefix)
    {
        int index = 0;
        for (int end = Keys.Count; index < end;)
        {
            int middle = (index + end) / 2;
            if (string.CompareOrdinal(Keys[middle], prefix) < 0)
            {
                index = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        for (; index < Keys.Count && Keys[index].StartsWith(prefix, StringComparison.Ordinal); index++)
        {
            yield return Keys[index];
        }
    }
}
