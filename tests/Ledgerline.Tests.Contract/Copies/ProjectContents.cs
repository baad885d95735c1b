using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract.Copies;

/// <summary>Everything in a project, in words that are the same where two projects are.</summary>
internal static class ProjectContents
{
    public static async Task<string> OfAsync(Project project)
    {
        var text = new StringBuilder();
        IProjectStore store = project.Store;
        foreach (string name in await store.ListLogsAsync(default).ToListAsync())
        {
            string?[] keys = [null, .. await store.ListLogKeysAsync(name, default).ToListAsync()];
            foreach (string? key in keys)
            {
                await AddLogAsync(text, $"{name}/{key}", store.OpenLog(name, key));
            }
        }

        string?[] sets = [null, .. await store.ListDocumentSetsAsync(default).ToListAsync()];
        foreach (string? set in sets)
        {
            IDocumentStore documents = store.OpenDocuments(set);
            await foreach (string key in documents.ListAsync(null, default))
            {
                StoredDocument document = (await documents.GetAsync(key, default))!;
                text.AppendLine(CultureInfo.InvariantCulture, $"document {set}/{key} {document.ETag} {Encoding.UTF8.GetString(document.Content.Span)}");
            }
        }

        foreach (string path in (await project.Files.ListAsync().ToListAsync()).Order(StringComparer.Ordinal))
        {
            byte[] bytes = (await project.Files.ReadAllBytesAsync(path))!;
            text.AppendLine(CultureInfo.InvariantCulture, $"blob {path} {bytes.Length} {Convert.ToHexString(SHA256.HashData(bytes))}");
        }

        return text.ToString();
    }

    private static async Task AddLogAsync(StringBuilder text, string name, ILogStore log)
    {
        LogInfo info = await log.GetInfoAsync(default);
        if (info is { LastSeq: 0, IsCompleted: false })
        {
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"log {name} {info.FirstSeq}-{info.LastSeq} {info.LastTimestamp:O} {info.IsCompleted}");
        using LogCursor cursor = log.OpenReader(new LogReadOptions());
        while (await cursor.MoveNextAsync(default))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {cursor.Current.Seq} {cursor.Current.TimestampMs} {Encoding.UTF8.GetString(cursor.Current.Payload.Span)}");
        }
    }
}
