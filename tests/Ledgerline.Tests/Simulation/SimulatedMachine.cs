using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>
/// A machine with one disk, that several simulated processes use: the names and files that they see, and those that
/// survive a loss of power. Strict where file systems differ: a flush of a file keeps only its content, a flush of a
/// directory only its names.
/// </summary>
internal sealed class SimulatedMachine
{
    private readonly Random _random;
    private readonly Dictionary<string, SimulatedNode> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedNode> _durableNames = new(StringComparer.Ordinal);
    private readonly List<NameChange> _pending = [];
    private readonly Stack<ulong> _freeNumbers = [];
    private ulong _lastNumber;

    // No whole second: file systems that keep no more than seconds are not simulated.
    private long _births;
    private long _clock = 1_000_000_123;

    public SimulatedMachine(Random random)
    {
        _random = random;
        var root = new SimulatedNode(isDirectory: true);
        Reference(root);
        _names.Add("/", root);
        _durableNames.Add("/", root);
    }

    /// <summary>Whether a process holds a lock or stands in the gate now, so that another one would wait for it.</summary>
    public bool IsLockHeld => _names.Any(static name =>
        !IsTemporary(name.Key) && (name.Value.LockHolder is not null || name.Value.GateHolder is not null));

    /// <summary>The clock that files are stamped by, in nanoseconds.</summary>
    public long Now => _clock += IsWatched ? 25_000_000 : 0;

    /// <summary>Whether time goes on when somebody looks at the clock: for who waits for it.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether it is a file being written, whose lock nobody waits for: it says that its writer lives.</summary>
    public static bool IsTemporary(string path) => path.EndsWith(".tmp", StringComparison.Ordinal);

    public SimulatedNode? Find(string path) => _names.GetValueOrDefault(path);

    public byte[] Content(string path) => Find(path) is { } node ? node.Content.Span.ToArray() : [];

    public IReadOnlyList<DirectoryEntry>? List(string path) => Find(path) is not { IsDirectory: true }
        ? null
        : [.. _names.Where(name => name.Key != "/" && Path.GetDirectoryName(name.Key) == path)
            .Select(static name => new DirectoryEntry(Path.GetFileName(name.Key), name.Value.Kind))];

    public SimulatedNode Create(string path, bool isDirectory)
    {
        var node = new SimulatedNode(isDirectory) { BornNs = ++_births };
        Touch(node);
        Change(new(Path.GetDirectoryName(path)!, null, path, node));
        return node;
    }

    public void Rename(string source, string target) =>
        Change(new(Path.GetDirectoryName(target)!, source, target, Find(source)));

    public void Delete(string path) => Change(new(Path.GetDirectoryName(path)!, path, null, null));

    /// <summary>Every file below a directory, by its path.</summary>
    public IEnumerable<string> FilesBelow(string directory) =>
        _names.Where(name => !name.Value.IsDirectory && name.Key.StartsWith(directory + "/", StringComparison.Ordinal)).Select(static name => name.Key);

    public void FlushNames(string directory)
    {
        foreach (NameChange change in _pending.Where(change => change.Directory == directory).ToList())
        {
            change.ApplyTo(_durableNames);
            _pending.Remove(change);

            // A rename is one change to two directories: what it took the name from is not made anew behind it.
            if (change is { Removed: { } source, Added: not null })
            {
                _pending.RemoveAll(earlier => earlier.Added == source && earlier.Node == change.Node);
            }
        }
    }

    /// <summary>Sets a file's times: from a coarse clock, as the system's is, so that two changes may look like one.</summary>
    public void Touch(SimulatedNode node)
    {
        _clock += _random.Next(4) == 0 ? 4_000_000 : 0;
        node.ModifiedNs = node.ChangedNs = _clock;
    }

    public void Reference(SimulatedNode node)
    {
        if (node.References++ == 0)
        {
            node.Number = _freeNumbers.Count > 0 && _random.Next(2) == 0 ? _freeNumbers.Pop() : ++_lastNumber;
        }
    }

    public void Release(SimulatedNode node)
    {
        if (--node.References == 0)
        {
            _freeNumbers.Push(node.Number);
        }
    }

    /// <summary>Takes the power away and gives it back. Every process must have stopped.</summary>
    public void LosePower()
    {
        // A journal keeps the order of what it holds: a part of it from the beginning survives.
        int survivors = _random.Next(_pending.Count + 1);
        foreach (NameChange change in _pending.Take(survivors))
        {
            change.ApplyTo(_durableNames);
        }

        _pending.Clear();
        foreach (string lost in _durableNames.Keys.Where(path => !IsReachable(path)).ToList())
        {
            _durableNames.Remove(lost);
        }

        _names.Clear();
        _freeNumbers.Clear();
        foreach (IGrouping<SimulatedNode, string> file in _durableNames.GroupBy(static name => name.Value, static name => name.Key))
        {
            // A name that was not flushed before its file got another one may be there beside it.
            file.Key.References = file.Key.Links = file.Count();
            file.Key.Number = ++_lastNumber;
            file.Key.LosePower(_random);
            foreach (string path in file)
            {
                _names.Add(path, file.Key);
            }
        }
    }

    private bool IsReachable(string path)
    {
        while (Path.GetDirectoryName(path) is { } parent)
        {
            if (!_durableNames.ContainsKey(parent))
            {
                return false;
            }

            path = parent;
        }

        return true;
    }

    private void Change(NameChange change)
    {
        SimulatedNode? removed = change.Removed is null ? null : Find(change.Removed);
        SimulatedNode? replaced = change.Added is null ? null : Find(change.Added);
        if (change.Node is not null)
        {
            Reference(change.Node);
            change.Node.Links++;
        }

        change.ApplyTo(_names);
        _pending.Add(change);
        foreach (string? name in (ReadOnlySpan<string?>)[change.Removed, change.Added])
        {
            // As file systems do: a directory's times tell that names in it have changed.
            if (name is not null && Find(Path.GetDirectoryName(name)!) is { } directory)
            {
                Touch(directory);
            }
        }

        foreach (SimulatedNode? gone in (ReadOnlySpan<SimulatedNode?>)[removed, replaced])
        {
            if (gone is not null)
            {
                gone.Links--;
                Release(gone);
            }
        }
    }

    /// <summary>What the file system says of a file.</summary>
    public static FileStatus Status(SimulatedNode node) => new(
        new FileIdentity(1, node.Number), node.Content.Length, node.ModifiedNs, node.ChangedNs, node.Owner, node.Kind, (uint)node.Links, node.BornNs);
}
