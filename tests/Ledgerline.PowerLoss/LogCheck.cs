namespace Ledgerline.PowerLoss;

/// <summary>Compares a project's logs with what was promised, and appends to each.</summary>
internal sealed class LogCheck(Project project, Promises promises)
{
    public async Task RunAsync()
    {
        HashSet<string> listed = [.. await project.ListLogsAsync().ToListAsync()];
        foreach ((string name, LogPromises promised) in promises.Logs.ToList())
        {
            if (promised.IsDeleted || (promised.MayBeDeleted && !listed.Contains(name)))
            {
                Require(!listed.Contains(name), $"{name}: its deletion was acknowledged, and it is there.");
                promises.Forget(name);
            }
        }

        foreach (string name in listed.Union(promises.Logs.Select(l => l.Key)).ToList())
        {
            await CheckAsync(name, promises.Of(name));
        }
    }

    private async Task CheckAsync(string name, LogPromises promised)
    {
        AppendLog<JsonPayload> log = project.Log(name);
        await CompareAsync(log, promised);

        // Appends go on behind what is there, and readers see the same before and after.
        long last = (await log.GetInfoAsync()).LastSeq;
        var next = new LoadBatch(name, $"after-{Guid.NewGuid():N}", 1, 2);
        AppendResult appended = await log.AppendBatchAsync(next.Payloads);
        Require(appended.FirstSeq == last + 1, $"{name}: {appended.FirstSeq} was given after {last}.");
        promised.Add(appended.FirstSeq, next);
        foreach (LogEntry<JsonPayload> entry in await CompareAsync(log, promised))
        {
            // Read from the image: it has survived, whether it was acknowledged or not.
            promised.Entries[entry.Seq] = entry.Data.ToString();
        }
    }

    private static async Task<List<LogEntry<JsonPayload>>> CompareAsync(AppendLog<JsonPayload> log, LogPromises promised)
    {
        List<LogEntry<JsonPayload>> found = await log.ReadAsync().ToListAsync();
        LogInfo info = await log.GetInfoAsync();
        Require(found.Count == info.Count, $"{log.Name}: {found.Count} entries are read, {info.Count} are counted.");
        Require(
            found.Select(e => e.Seq).SequenceEqual(Enumerable.Range(0, found.Count).Select(i => info.FirstSeq + i)),
            $"{log.Name}: the numbers have holes.");

        Require(info.FirstSeq > promised.Removed, $"{log.Name}: the removal up to {promised.Removed} was acknowledged, and {info.FirstSeq} is there.");
        foreach ((long seq, string data) in promised.Entries)
        {
            Require(seq <= info.LastSeq, $"{log.Name}: {seq} was acknowledged, and the log ends at {info.LastSeq}.");
            if (seq < info.FirstSeq)
            {
                Require(seq <= promised.MayBeRemoved, $"{log.Name}: {seq} was acknowledged, and the log begins at {info.FirstSeq}.");
            }
            else
            {
                string there = found[(int)(seq - info.FirstSeq)].Data.ToString();
                Require(there == data, $"{log.Name}: {seq} was acknowledged as {data}, and is {there}.");
            }
        }

        CheckBatches(log.Name, found);
        return found;
    }

    /// <summary>Every entry is one that was appended, once, and every batch is whole, but for what a truncation took off the first.</summary>
    private static void CheckBatches(string name, List<LogEntry<JsonPayload>> found)
    {
        HashSet<LoadBatch> seen = [];
        for (int at = 0; at < found.Count;)
        {
            (LoadBatch batch, int index) = LoadBatch.Parse(found[at].Data);
            Require(batch.Log == name && seen.Add(batch), $"{name}: {batch} at {found[at].Seq} is not of this log, or is there twice.");
            Require(index == 0 || at == 0, $"{name}: the beginning of {batch} is missing at {found[at].Seq}.");
            for (; index < batch.Size; index++, at++)
            {
                Require(at < found.Count && found[at].Data.ToString() == batch.Payload(index), $"{name}: {batch} ends at its entry {index}.");
            }
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PromiseBrokenException(otherwise);
        }
    }
}
