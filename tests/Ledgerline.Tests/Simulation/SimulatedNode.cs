using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>A file or directory: what processes see of it, what is on stable storage, and what lies between the two.</summary>
internal sealed class SimulatedNode(bool isDirectory)
{
    public const int SectorSize = 512;

    private readonly Bytes _durable = new();
    private readonly List<PendingChange> _pending = [];

    public bool IsDirectory { get; } = isDirectory;

    public FileKind Kind => IsDirectory ? FileKind.Directory : FileKind.File;

    /// <summary>What processes see.</summary>
    public Bytes Content { get; } = new();

    public ulong Number { get; set; }

    /// <summary>When it was made: no two nodes have one time.</summary>
    public long BornNs { get; init; }

    public long ModifiedNs { get; set; }

    public long ChangedNs { get; set; }

    public FileOwner Owner { get; set; } = new(1000, 1000, 0b110_100_100);

    /// <summary>How many open handles and names lead here; without any, its number is free for another file.</summary>
    public int References { get; set; }

    /// <summary>How many names lead here.</summary>
    public int Links { get; set; }

    /// <summary>The open file that holds the lock (flock belongs to the open file).</summary>
    public object? LockHolder { get; set; }

    /// <summary>The open files that share the lock.</summary>
    public HashSet<object> LockSharers { get; } = [];

    /// <summary>The open file that stands in the gate.</summary>
    public object? GateHolder { get; set; }

    public void Write(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Content.Put(bytes, offset);
        for (int sector = offset / SectorSize; sector * SectorSize < offset + bytes.Length; sector++)
        {
            _pending.Add(PendingChange.Write(sector, Content.Sector(sector)));
        }

        if (offset + bytes.Length > Content.Length)
        {
            Content.SetLength(offset + bytes.Length);
            _pending.Add(PendingChange.Extend(Content.Length));
        }
    }

    public void SetLength(int length)
    {
        bool isCut = length < Content.Length;
        Content.SetLength(length);
        _pending.Add(isCut ? PendingChange.Cut(length) : PendingChange.Extend(length));
    }

    public void Flush()
    {
        foreach (PendingChange change in _pending)
        {
            Apply(change, change.Length);
        }

        _pending.Clear();
    }

    /// <summary>
    /// Fails a flush as Linux does: some of the pages are written, the others are dropped and marked clean, so that
    /// processes go on seeing them and no later flush writes them.
    /// </summary>
    public void FailFlush(Random random)
    {
        bool keepsLengths = !_pending.Exists(static change => change.IsCut) && random.Next(2) == 0;
        double survival = Survival(random);
        foreach (PendingChange change in _pending)
        {
            if (change.Sector >= 0 ? random.NextDouble() < survival : !keepsLengths)
            {
                Apply(change, change.Length);
            }
        }

        _pending.RemoveAll(change => change.Sector >= 0 || !keepsLengths);
    }

    /// <summary>
    /// Drops a part from the page cache: what a failed flush marked clean is then seen as the device has it. What was not
    /// flushed yet stays.
    /// </summary>
    public void DropFromCache(int offset, int length)
    {
        int first = (offset + SectorSize - 1) / SectorSize;
        for (int sector = first; (sector + 1) * SectorSize <= offset + length; sector++)
        {
            if (!_pending.Exists(change => change.Sector == sector))
            {
                Content.Put(_durable.Sector(sector), sector * SectorSize);
            }
        }
    }

    /// <summary>Takes the power away: what was not flushed survives sector by sector, or does not.</summary>
    public void LosePower(Random random)
    {
        int cuts = random.Next(_pending.Count(static change => change.IsCut) + 1);
        double survival = Survival(random);
        foreach (PendingChange change in _pending)
        {
            if (change.IsCut)
            {
                if (cuts-- == 0)
                {
                    break;
                }

                Apply(change, change.Length);
            }
            else if (random.NextDouble() < survival)
            {
                int length = random.Next(3) == 0 && change.Length > _durable.Length
                    ? random.Next(_durable.Length, change.Length + 1)
                    : change.Length;
                Apply(change, length);
            }
        }

        // Sectors behind the length that survived were never part of the file: copying leaves them behind.
        _pending.Clear();
        Content.CopyFrom(_durable);
        _durable.CopyFrom(Content);
        LockHolder = null;
        LockSharers.Clear();
        GateHolder = null;
    }

    private static double Survival(Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => 0.2,
        2 => 0.5,
        3 => 0.9,
        _ => 1,
    };

    private void Apply(PendingChange change, int length)
    {
        if (change.Sector >= 0)
        {
            _durable.Put(change.Content, change.Sector * SectorSize);
        }
        else if (change.IsCut || length > _durable.Length)
        {
            _durable.SetLength(length);
        }
    }
}
