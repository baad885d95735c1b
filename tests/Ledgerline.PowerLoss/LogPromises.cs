namespace Ledgerline.PowerLoss;

/// <summary>What one log promised before the power went.</summary>
internal sealed class LogPromises
{
    /// <summary>Entries that were acknowledged as flushed, or found after an earlier cut.</summary>
    public Dictionary<long, string> Entries { get; } = [];

    /// <summary>The highest number whose removal was acknowledged.</summary>
    public long Removed { get; set; }

    /// <summary>The highest number whose removal was asked for.</summary>
    public long MayBeRemoved { get; set; }

    public bool IsDeleted { get; set; }

    public bool MayBeDeleted { get; set; }

    /// <summary>Takes note of what was acknowledged as flushed.</summary>
    public void Add(long firstSeq, LoadBatch batch)
    {
        for (int i = 0; i < batch.Size; i++)
        {
            if (!Entries.TryAdd(firstSeq + i, batch.Payload(i)))
            {
                throw new PromiseBrokenException($"{batch.Log}: number {firstSeq + i} was given twice.");
            }
        }
    }
}
