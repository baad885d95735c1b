namespace Ledgerline.PowerLoss;

/// <summary>The set-less documents of a project.</summary>
internal sealed class ReplacedDocuments(JsonKv<JsonPayload> documents) : ReplacedFiles
{
    private int _puts;

    public override string Kind => "document";

    public override async Task<string?> GetAsync(string key) =>
        await documents.GetAsync(key) is KvGetResult<JsonPayload>.Found found ? found.Value.ToString() : null;

    /// <summary>Every third one is an update.</summary>
    public override async Task PutAsync(string key, string content, Durability durability)
    {
        if (++_puts % 3 == 0)
        {
            await documents.UpdateAsync(key, _ => JsonPayload.Parse(content), durability);
        }
        else
        {
            await documents.PutAsync(key, JsonPayload.Parse(content), durability: durability);
        }
    }

    public override async Task<bool> DeleteAsync(string key) => await documents.DeleteAsync(key) is KvDeleteResult.Deleted;

    public override IAsyncEnumerable<string> ListAsync() => documents.ListAsync();
}
