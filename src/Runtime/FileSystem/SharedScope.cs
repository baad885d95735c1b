namespace Ledgerline.FileSystem;

/// <summary>The documents that belong to no project. They are always there: the first write makes their directory.</summary>
internal sealed class SharedScope(DataRoot root) : FileScope(root)
{
    public override void ThrowIfMissing()
    {
    }

    public override void EnsureDirectory(string directory) => Root.CreateDirectories(directory);
}
