using System.Text;

namespace Ledgerline.Tests.Simulation.Files;

/// <summary>What one document or blob must be, by what was acknowledged and tried.</summary>
internal sealed class FileModel(SimulatedMachine machine, string path, string key)
{
    /// <summary>What it was, from the oldest that a loss of power may bring back to what is visible now.</summary>
    private readonly List<FileVersion> _versions = [new(null, false)];

    private readonly List<FileWrite> _underWay = [];

    public string Key { get; } = key;

    public string Path { get; } = path;

    /// <summary>The file as it is; null where there is none.</summary>
    public string? File => machine.Find(Path) is { } node ? Encoding.UTF8.GetString(node.Content.Span) : null;

    public string? Visible => VisibleVersion.Content;

    public FileVersion VisibleVersion => _versions[^1];

    /// <summary>The version before the visible one, where it is known.</summary>
    public FileVersion? Before => _versions.Count > 1 ? _versions[^2] : null;

    /// <summary>Whether what is visible is a part of a value that was not flushed when the power went.</summary>
    public bool IsTorn => _versions[^1].IsTorn;

    /// <summary>Begins a write: from now on it may take effect.</summary>
    public FileWrite Begin(Durability durability, bool isSame = false)
    {
        var write = new FileWrite(durability) { IsSame = isSame };
        _underWay.Add(write);
        return write;
    }

    /// <summary>Takes note of the write that is seen to have taken effect, before others write behind it.</summary>
    public void Look()
    {
        if (File != Visible && _underWay.Find(write => write is { IsTried: true, Effect: null } && write.Content == File) is { } done)
        {
            TakeEffect(done, _versions.Count);
        }

        LogModel.Require(File == Visible, $"{Path}: there is {Shown(File)}, and {Shown(Visible)} must be there");
    }

    /// <summary>Takes note of a write that was acknowledged.</summary>
    public void Acknowledge(FileWrite write)
    {
        _underWay.Remove(write);
        if (write.Effect is null && File == write.Content)
        {
            TakeEffect(write, _versions.Count);
        }

        Look();
        if (write.Effect is null)
        {
            // It wrote what was there, so nobody could see it, and another one came after it.
            LogModel.Require(write.IsSame || _versions.Exists(version => version.Content == write.Content), $"{Path}: {Shown(write.Content)} was acknowledged and never seen");
            if (_versions.Count == 1)
            {
                // Behind what is certain to survive now.
                write.Before = write.Effect = new(write.Content, mayBeTorn: false);
                return;
            }

            TakeEffect(write, _versions.Count - 1);
        }

        int index = _versions.IndexOf(write.Effect!);
        if (write.IsFlushed && index > 0)
        {
            _versions.RemoveRange(0, index);
        }
    }

    /// <summary>Takes note of a write that failed: it has taken effect as a whole, or not at all.</summary>
    public void Fail(FileWrite write)
    {
        _underWay.Remove(write);

        // Where it is what was there before, it may have taken its place all the same.
        if (write is { IsTried: true, Effect: null } && File == write.Content && (File != Visible || !write.IsFlushed))
        {
            TakeEffect(write, _versions.Count);
        }

        Look();
    }

    /// <summary>Forgets a write that has changed nothing.</summary>
    public void Abandon(FileWrite write)
    {
        _underWay.Remove(write);
        Look();
    }

    /// <summary>Takes what a loss of power has left.</summary>
    public void LosePower()
    {
        string? left = File;
        FileVersion? survivor = _versions.FindLast(version => version.Content == left);
        LogModel.Require(
            survivor is not null || (left is not null && _versions.Exists(static version => version.MayBeTorn)),
            $"{Path}: after the loss of power there is {Shown(left)}; what may be there is {string.Join(", ", _versions.Select(version => Shown(version.Content)))}");
        _underWay.Clear();
        _versions.Clear();
        _versions.Add(new(left, mayBeTorn: false, isTorn: survivor?.IsTorn ?? true));
    }

    private void TakeEffect(FileWrite write, int index)
    {
        write.Before = _versions[index - 1];
        write.Effect = new(write.Content, mayBeTorn: !write.IsFlushed);
        _versions.Insert(index, write.Effect);
    }

    private static string Shown(string? content) =>
        content is null ? "nothing" : content.Length <= 60 ? $"'{content}'" : $"'{content[..30]}...{content[^10..]}' ({content.Length})";
}
