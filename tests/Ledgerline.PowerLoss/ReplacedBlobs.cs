using System.Text;

namespace Ledgerline.PowerLoss;

/// <summary>The blobs of a project; each key has a directory of its own, which comes and goes with it.</summary>
internal sealed class ReplacedBlobs(BlobStore blobs) : ReplacedFiles
{
    private int _puts;

    public override string Kind => "blob";

    public override async Task<string?> GetAsync(string key) =>
        await blobs.ReadAllBytesAsync(PathOf(key)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Every third one comes from a stream.</summary>
    public override async Task PutAsync(string key, string content, Durability durability)
    {
        if (++_puts % 3 == 0)
        {
            await blobs.WriteAsync(PathOf(key), new MemoryStream(Encoding.UTF8.GetBytes(content)), durability: durability);
        }
        else
        {
            await blobs.WriteAsync(PathOf(key), content, durability: durability);
        }
    }

    public override async Task<bool> DeleteAsync(string key) => await blobs.DeleteAsync(PathOf(key)) is BlobDeleteResult.Deleted;

    public override IAsyncEnumerable<string> ListAsync() => blobs.ListAsync().Select(static path => Path.GetFileName(path));

    private static string PathOf(string key) => $"{key}.d/{key}";
}
