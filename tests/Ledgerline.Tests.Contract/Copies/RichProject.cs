using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract.Copies;

/// <summary>A project with all that a copy must carry over.</summary>
internal static class RichProject
{
    public static readonly ProjectCopyCounts Counts = new(9, 47, 5, 4, 0);

    public static async Task FillAsync(Project project)
    {
        AppendLog<JsonPayload> history = project.History;
        for (int i = 0; i < 10; i++)
        {
            await history.AppendBatchAsync(Payloads(i, 3), Durability.Buffered);
        }

        await history.TruncateBeforeAsync(5);
        await project.Log("runs", "sealed").AppendBatchAsync(Payloads(20, 5), Durability.Buffered);
        await project.Log("runs", "sealed").CompleteAsync();
        await project.Log("runs", "with-gaps").ImportAsync([Entry(3, 10), Entry(4, 20), Entry(9, 15), Entry(12, 90)], afterSeq: 2);
        await project.Log("runs", "lost-at-the-end").ImportAsync([Entry(1, 10), Entry(2, 20)], Durability.Buffered);
        await project.Log("runs", "lost-at-the-end").ImportCountAsync(2, 7, Time(30));
        await project.Log("runs", "emptied").AppendBatchAsync(Payloads(30, 4), Durability.Buffered);
        await project.Log("runs", "emptied").TruncateBeforeAsync(4);
        await project.Log("runs", "emptied-and-sealed").AppendBatchAsync(Payloads(40, 4), Durability.Buffered);
        await project.Log("runs", "emptied-and-sealed").TruncateBeforeAsync(4);
        await project.Log("runs", "emptied-and-sealed").CompleteAsync();
        await project.Log("runs", "only-a-count").ImportCountAsync(0, 1_000_000, Time(-5));
        await project.Log("only-sealed").CompleteAsync();
        await project.Log("times-fall").ImportAsync(
            Enumerable.Range(0, 11).Select(i => Entry((1L << 40) + i, 1000 - i)), Durability.Buffered);
        await PutAsync(project, null, "settings", "{ \"a\" : 1 }\n");
        await PutAsync(project, null, "UPPER", "\"ö\"");
        await PutAsync(project, "threads", "main", "{\r\n  \"title\": \"\\u0000\"\r\n}");
        await PutAsync(project, "threads", "z", "null");
        await PutAsync(project, "other", "one", "[1.00, 1e400]");
        await project.Files.WriteAsync("a/b/c.bin", Bytes(300_000));
        await project.Files.WriteAsync("empty", ReadOnlyMemory<byte>.Empty);
        await project.Files.WriteAsync("a/b.txt", "text");
        await project.Files.WriteAsync("x", Bytes(1));
    }

    /// <summary>One of each, for what is done very often.</summary>
    public static async Task FillSparselyAsync(Project project)
    {
        await project.History.ImportAsync([Entry(3, 10), Entry(4, 20), Entry(9, 15)], afterSeq: 2);
        await project.History.ImportCountAsync(9, 12, Time(30));
        await project.History.CompleteAsync();
        await PutAsync(project, "threads", "main", "{ }");
        await project.Files.WriteAsync("a/b.txt", "text");
    }

    public static LogEntry<JsonPayload> Entry(long seq, int ms) => new(seq, Time(ms), JsonPayload.Parse($"{{\"seq\":{seq}}}"));

    public static async Task PutAsync(Project project, string? set, string key, string json) =>
        await project.Store.OpenDocuments(set).PutAsync(key, Encoding.UTF8.GetBytes(json), PutCondition.Always, Durability.Buffered, default);

    public static IEnumerable<JsonPayload> Payloads(int from, int count) =>
        Enumerable.Range(from, count).Select(i => JsonPayload.Parse($"{{\"number\":{i},\"text\":\"{new string('x', i)}\"}}"));

    private static DateTimeOffset Time(int ms) => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + ms);

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
