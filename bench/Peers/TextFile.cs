using System.Text.Json;

namespace Ledgerline.Bench.Peers;

/// <summary>What one writes in a hurry: JsonSerializer and File.AppendAllTextAsync, which opens the file each time.</summary>
internal sealed class TextFile(string directory) : IAsyncDisposable
{
    private readonly string _path = Path.Combine(directory, "text.jsonl");

    public async Task AppendEachAsync(Tweak[] tweaks)
    {
        for (int i = 0; i < tweaks.Length; i++)
        {
            var line = new PeerLine(i + 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), tweaks[i]);
            await File.AppendAllTextAsync(_path, JsonSerializer.Serialize(line, PeerContext.Default.PeerLine) + "\n");
        }
    }

    public Tally Tally() => HandWrittenLog.Tally(_path);

    public ValueTask DisposeAsync() => default;
}
