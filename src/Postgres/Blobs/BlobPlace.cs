namespace Ledgerline.Postgres;

/// <summary>Which blob it is.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Path">The blob's path.</param>
internal readonly record struct BlobPlace(string Project, string Path)
{
    /// <summary>The paths above it, the shortest first: none of them can be a blob beside it.</summary>
    public IList<string> Above
    {
        get
        {
            List<string> above = [];
            for (int at = Path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = Path.IndexOf('/', at + 1))
            {
                above.Add(Path[..at]);
            }

            return above;
        }
    }

    /// <summary>The blob's name in messages.</summary>
    public override string ToString() => $"postgres:{Project}/{Path}";
}
