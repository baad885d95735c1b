namespace Ledgerline.PowerLoss;

/// <summary>What one document or blob promised before the power went. One writer at a time writes to it; versions are numbers, 0 for a deletion.</summary>
internal sealed class FilePromise
{
    private readonly List<(int Version, bool IsFlushed)> _later = [];

    /// <summary>The version that was acknowledged last as flushed, or found after an earlier cut.</summary>
    public int Kept { get; private set; }

    /// <summary>Whether it may be found in part: something was put that was not flushed.</summary>
    public bool MayBeTorn => _later.Exists(static later => !later.IsFlushed);

    /// <summary>Takes note of a write that has begun.</summary>
    public void Try(int version, bool isFlushed) => _later.Add((version, isFlushed));

    /// <summary>Takes note of the last write's acknowledgement.</summary>
    public void Acknowledge(int version)
    {
        if (_later[^1].Version != version)
        {
            throw new InvalidOperationException($"{version} was acknowledged, and {_later[^1]} was begun.");
        }

        if (_later[^1].IsFlushed)
        {
            Keep(version);
        }
    }

    public bool MayBe(int version) => version == Kept || _later.Exists(later => later.Version == version);

    /// <summary>Takes what was found: it has survived.</summary>
    public void Keep(int version)
    {
        Kept = version;
        _later.Clear();
    }

    public override string ToString() => $"{Kept} was acknowledged as flushed, then {string.Join(", ", _later)} begun";
}
