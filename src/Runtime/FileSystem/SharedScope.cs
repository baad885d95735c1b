namespace Ledgerline.FileSystem;

/// <summary>The documents that belong to no project. They are always there: the first write makes their directory.</summary>
internal sealed class SharedScope(DataRoot root) : FileScope(root)
{
    public override void ThrowIfMissing()
    {
    }

    public override void EnsureDirectory(string directory) => Root.CreateDirectories(directory);

    public override bool TryEnter() => true;

    public override void Enter(CancellationToken cancellationToken)
    {
    }

    public override void Leave()
    {
    }

    public override ProjectLifetime Follow() => ProjectLifetime.Endless;
}
