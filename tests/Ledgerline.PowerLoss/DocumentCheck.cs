namespace Ledgerline.PowerLoss;

/// <summary>Compares the documents with what was promised, and puts one more.</summary>
internal sealed class DocumentCheck(JsonKv<JsonPayload> documents, Promises promises)
{
    private const string After = "after";

    public async Task RunAsync()
    {
        HashSet<string> there = [];
        foreach ((string key, DocumentPromise promised) in promises.Documents)
        {
            int version = 0;
            try
            {
                if (await documents.GetAsync(key) is KvGetResult<JsonPayload>.Found found)
                {
                    there.Add(key);
                    version = DocumentLoad.Version(found.Value);
                }
            }
            catch (DocumentCorruptException) when (promised.MayBeTorn)
            {
                // Deleted by hand, as an administrator would: what is left of it is no version.
                promises.Torn++;
                await documents.DeleteAsync(key);
                promised.Keep(0);
                continue;
            }

            if (!promised.MayBe(version))
            {
                throw new PromiseBrokenException($"The document {key}: {promised}, and {version} is there.");
            }

            promised.Keep(version);
        }

        // Writing goes on, and nothing unfinished is listed.
        await documents.PutAsync(After, JsonPayload.Parse("1"));
        HashSet<string> listed = [.. await documents.ListAsync().ToListAsync()];
        listed.Remove(After);
        if (!listed.SetEquals(there))
        {
            throw new PromiseBrokenException($"The documents {string.Join(' ', listed.Except(there))} are listed and not there, {string.Join(' ', there.Except(listed))} the other way round.");
        }
    }
}
