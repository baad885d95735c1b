namespace Ledgerline.PowerLoss;

/// <summary>What is replaced whole, under a key: documents or blobs.</summary>
internal abstract class ReplacedFiles
{
    /// <summary>In a load's lines, before each key: <c>document</c>, <c>blob</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The content; null where there is none.</summary>
    /// <exception cref="DocumentCorruptException">There is one, and it is no document.</exception>
    public abstract Task<string?> GetAsync(string key);

    public abstract Task PutAsync(string key, string content, Durability durability);

    /// <returns>Whether there was one.</returns>
    public abstract Task<bool> DeleteAsync(string key);

    public abstract IAsyncEnumerable<string> ListAsync();
}
