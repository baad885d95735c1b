using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>Every member of a project's logs, documents and files that reaches the storage, by name.</summary>
internal static class StorageMembers
{
    private static readonly Dictionary<string, Func<Project, CancellationToken, Task>> Cancellable = new()
    {
        ["Log.AppendAsync"] = async (p, ct) => await Log(p).AppendAsync(NewEvent, cancellationToken: ct),
        ["Log.AppendBatchAsync"] = async (p, ct) => await Log(p).AppendBatchAsync([NewEvent, NewEvent], cancellationToken: ct),
        ["Log.AppendBatchAsync of nothing"] = async (p, ct) => await Log(p).AppendBatchAsync([], cancellationToken: ct),
        ["Log.TryAppendAsync"] = async (p, ct) => await Log(p).TryAppendAsync([NewEvent], 1, cancellationToken: ct),
        ["Log.ImportCountAsync"] = async (p, ct) =>
        {
            long last = (await Log(p).GetInfoAsync(CancellationToken.None)).LastSeq;
            await Log(p).ImportCountAsync(last, last + 3, DateTimeOffset.UnixEpoch, ct);
        },
        ["Log.ImportAsync"] = async (p, ct) => await Log(p).ImportAsync(
            [new((await Log(p).GetInfoAsync(CancellationToken.None)).LastSeq + 1, DateTimeOffset.UnixEpoch, NewEvent)], cancellationToken: ct),
        ["Log.ReadAsync"] = async (p, ct) => await Log(p).ReadAsync(cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Log.SubscribeAsync"] = async (p, ct) => await Log(p).SubscribeAsync(0, cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Log.ExistsAsync"] = async (p, ct) => await Log(p).ExistsAsync(ct),
        ["Log.GetInfoAsync"] = async (p, ct) => await Log(p).GetInfoAsync(ct),
        ["Log.TruncateBeforeAsync"] = async (p, ct) => await Log(p).TruncateBeforeAsync(1, ct),
        ["Log.CompleteAsync"] = async (p, ct) => await Log(p).CompleteAsync(ct),
        ["Log.VerifyAsync"] = async (p, ct) => await Log(p).VerifyAsync(cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Log.RepairAsync"] = async (p, ct) => await Log(p).RepairAsync(cancellationToken: ct),
        ["Log.DeleteAsync"] = async (p, ct) => await Log(p).DeleteAsync(ct),
        ["Kv.ListAsync"] = async (p, ct) => await Kv(p).ListAsync(cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Kv.GetAsync"] = async (p, ct) => await Kv(p).GetAsync("a", ct),
        ["Kv.PutAsync"] = async (p, ct) => await Kv(p).PutAsync("a", new Counter(2), cancellationToken: ct),
        ["Kv.DeleteAsync"] = async (p, ct) => await Kv(p).DeleteAsync("a", cancellationToken: ct),
        ["Kv.UpdateAsync"] = async (p, ct) => await Kv(p).UpdateAsync("a", _ => new Counter(3), cancellationToken: ct),
        ["Kv.WatchAsync"] = async (p, ct) => await Kv(p).WatchAsync(ct).AnyAsync(CancellationToken.None),
        ["Document.GetAsync"] = async (p, ct) => await Pinned(p).GetAsync(ct),
        ["Document.PutAsync"] = async (p, ct) => await Pinned(p).PutAsync(new Counter(2), cancellationToken: ct),
        ["Document.DeleteAsync"] = async (p, ct) => await Pinned(p).DeleteAsync(cancellationToken: ct),
        ["Document.UpdateAsync"] = async (p, ct) => await Pinned(p).UpdateAsync(_ => new Counter(3), cancellationToken: ct),
        ["Document.WatchAsync"] = async (p, ct) => await Pinned(p).WatchAsync(ct).AnyAsync(CancellationToken.None),
        ["Files.ExistsAsync"] = async (p, ct) => await p.Files.ExistsAsync("a", ct),
        ["Files.StatAsync"] = async (p, ct) => await p.Files.StatAsync("a", ct),
        ["Files.OpenReadAsync"] = async (p, ct) => (await p.Files.OpenReadAsync("a", cancellationToken: ct))?.Dispose(),
        ["Files.ReadAllBytesAsync"] = async (p, ct) => await p.Files.ReadAllBytesAsync("a", ct),
        ["Files.ReadAllTextAsync"] = async (p, ct) => await p.Files.ReadAllTextAsync("a", ct),
        ["Files.WriteAsync of a stream"] = async (p, ct) => await p.Files.WriteAsync("a", new MemoryStream([2]), cancellationToken: ct),
        ["Files.WriteAsync of bytes"] = async (p, ct) => await p.Files.WriteAsync("a", new byte[] { 2 }, cancellationToken: ct),
        ["Files.WriteAsync of text"] = async (p, ct) => await p.Files.WriteAsync("a", "2", cancellationToken: ct),
        ["Files.DeleteAsync"] = async (p, ct) => await p.Files.DeleteAsync("a", cancellationToken: ct),
        ["Files.ListAsync"] = async (p, ct) => await p.Files.ListAsync(cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Files.WatchAsync"] = async (p, ct) => await p.Files.WatchAsync(cancellationToken: ct).AnyAsync(CancellationToken.None),
        ["Project.ListLogsAsync"] = async (p, ct) => await p.ListLogsAsync(ct).AnyAsync(CancellationToken.None),
        ["Project.ListLogKeysAsync"] = async (p, ct) => await p.ListLogKeysAsync("history", ct).AnyAsync(CancellationToken.None),
        ["Project.ListKvSetsAsync"] = async (p, ct) => await p.ListKvSetsAsync(ct).AnyAsync(CancellationToken.None),
        ["IDocumentStore.UpdateAsync"] = async (p, ct) => await p.Store.OpenDocuments("counters")
            .UpdateAsync("a", _ => "{\"value\":4}"u8.ToArray(), null, ct),
    };

    private static readonly Dictionary<string, Action<Project>> Synchronous = new()
    {
        ["Log.Append"] = p => Log(p).Append(NewEvent),
        ["Log.AppendBatch"] = p => Log(p).AppendBatch([NewEvent]),
        ["Log.TryAppend"] = p => Log(p).TryAppend([NewEvent], 1),
        ["Log.Read"] = p => _ = Log(p).Read().Any(),
        ["Log.Subscribe"] = p => Log(p).Subscribe(_ => { }).Dispose(),
        ["Kv.Subscribe"] = p => Kv(p).Subscribe(_ => { }).Dispose(),
        ["Document.Subscribe"] = p => Pinned(p).Subscribe(_ => { }).Dispose(),
        ["Files.Subscribe"] = p => p.Files.Subscribe(_ => { }).Dispose(),
        ["ILogStore.OpenReader"] = p => p.Store.OpenLog("history").OpenReader(new()).Started().Dispose(),
        ["ILogStore.OpenFollower"] = p => p.Store.OpenLog("history").OpenFollower(null, null).Started().Dispose(),
    };

    public static TheoryData<string> WithToken { get; } = [.. Cancellable.Keys];

    public static TheoryData<string> All { get; } = [.. Cancellable.Keys, .. Synchronous.Keys];

    private static RunEvent NewEvent => new RunEvent.Started("from a member");

    public static Task CallAsync(string member, Project project, CancellationToken cancellationToken)
    {
        if (Cancellable.TryGetValue(member, out Func<Project, CancellationToken, Task>? call))
        {
            return call(project, cancellationToken);
        }

        Synchronous[member](project);
        return Task.CompletedTask;
    }

    private static AppendLog<RunEvent> Log(Project project) => project.Log(Definitions.History);

    private static PinnedDocument<Counter> Pinned(Project project) => project.Document(Definitions.PinnedInSet);

    private static JsonKv<Counter> Kv(Project project) => project.Kv(Definitions.Counters);
}
