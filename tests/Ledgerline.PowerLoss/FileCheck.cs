namespace Ledgerline.PowerLoss;

/// <summary>Compares documents or blobs with what was promised, and writes one more.</summary>
internal sealed class FileCheck(ReplacedFiles files, Promises promises)
{
    private const string After = "after";

    public async Task RunAsync()
    {
        HashSet<string> there = [];
        foreach ((string key, FilePromise promised) in promises.FilesOf(files.Kind))
        {
            int? version = await FindAsync(key);
            if (version is null && promised.MayBeTorn)
            {
                // Deleted by hand, as an administrator would: what is left of it is no version.
                promises.Torn++;
                await files.DeleteAsync(key);
                promised.Keep(0);
                continue;
            }

            if (version is not { } found || !promised.MayBe(found))
            {
                throw new PromiseBrokenException($"The {files.Kind} {key}: {promised}, and {version?.ToString((IFormatProvider?)null) ?? "a part of one"} is there.");
            }

            promised.Keep(found);
            if (found > 0)
            {
                there.Add(key);
            }
        }

        // Writing goes on, and nothing unfinished is listed.
        await files.PutAsync(After, "1", Durability.Flushed);
        HashSet<string> listed = [.. await files.ListAsync().ToListAsync()];
        listed.Remove(After);
        if (!listed.SetEquals(there))
        {
            throw new PromiseBrokenException($"Of the {files.Kind}s, {string.Join(' ', listed.Except(there))} are listed and not there, {string.Join(' ', there.Except(listed))} the other way round.");
        }
    }

    /// <returns>The version, 0 where there is none, null where it is not whole.</returns>
    private async Task<int?> FindAsync(string key)
    {
        try
        {
            return await files.GetAsync(key) is { } content ? FileLoad.Version(content) : 0;
        }
        catch (DocumentCorruptException)
        {
            return null;
        }
    }
}
