using System.Diagnostics;
using Ledgerline;

namespace Quickstart;

/// <summary>The tour: each step is one thing that a program does with Ledgerline.</summary>
internal sealed class Tour(string root, string projectId, Project project)
{
    private readonly AppendLog<EditEvent> _log = project.Log<EditEvent>();

    /// <summary>Reads a typed history, here one that another system wrote.</summary>
    public async Task ReadAsync()
    {
        Title("Read a typed history");
        LogInfo info = await _log.GetInfoAsync();
        Console.WriteLine($"   {projectId}/history holds {info.Count} entries in {info.SizeInBytes:N0} bytes. By kind:");
        Dictionary<string, int> kinds = [];
        await foreach (LogEntry<EditEvent> entry in _log.ReadAsync())
        {
            string kind = entry.Data.GetType().Name;
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        foreach ((string kind, int count) in kinds.OrderByDescending(pair => pair.Value))
        {
            Console.WriteLine($"   {count,6}  {kind}");
        }

        Console.WriteLine("   The last three, newest first:");
        await foreach (LogEntry<EditEvent> entry in _log.ReadAsync(new() { Reverse = true, Limit = 3 }))
        {
            Print(entry);
        }
    }

    /// <summary>Appends: one entry, an atomic batch, and only if nobody else did.</summary>
    public async Task AppendAsync()
    {
        Title("Append: on stable storage when the call returns");
        AppendResult one = await _log.AppendAsync(new EditEvent.Tweak("index.html", "quickstart", 1));
        Console.WriteLine($"   One entry is number {one.LastSeq}.");
        AppendResult batch = await _log.AppendBatchAsync(
            [new EditEvent.Tweak("index.html", "quickstart", 2), new EditEvent.CommentEdit("quickstart", "größer, bitte ✓", false)]);
        Console.WriteLine($"   A batch, all of it or none, is numbers {batch.FirstSeq} to {batch.LastSeq}.");
        TryAppendResult late = await _log.TryAppendAsync([new EditEvent.Tweak("index.html", "quickstart", 3)], expectedLastSeq: one.LastSeq);
        Console.WriteLine($"   An append that expects {one.LastSeq} to be the last is told: {late}.");
    }

    /// <summary>Replays what was missed and follows what another process appends.</summary>
    public async Task FollowAsync()
    {
        Title("Follow live, while a second process appends");
        long seen = (await _log.GetInfoAsync()).LastSeq;
        using Process second = SecondProcess.Start(root, projectId);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (LogEntry<EditEvent> entry in _log.SubscribeAsync(sinceSeq: seen, cancellationToken: deadline.Token))
        {
            Print(entry);
            if (entry.Data is EditEvent.Tweak { N: 5 })
            {
                break;
            }
        }

        await second.WaitForExitAsync(deadline.Token);
        Console.WriteLine($"   Process {second.Id} appended five; this one, {Environment.ProcessId}, saw each once and in order.");
    }

    /// <summary>Changes a document only if it is still what was read.</summary>
    public async Task CompareAndSetAsync()
    {
        Title("Update a document with compare-and-set");
        JsonKv<Conversation> conversations = project.Kv<Conversation>();
        if (await conversations.GetAsync("threads") is not KvGetResult<Conversation>.Found(var conversation, var etag))
        {
            conversation = new Conversation("Main", [new Message("user", "Hello")]);
            etag = ((KvPutResult.Stored)await conversations.PutAsync("threads", conversation, PutCondition.IfAbsent)).ETag;
        }

        Console.WriteLine($"   '{conversation.Title}' has messages: {conversation.Messages.Length}, version {etag[..8]}.");
        KvPutResult put = await conversations.PutAsync("threads", conversation with { Title = "Renamed" }, PutCondition.IfMatch(etag));
        Console.WriteLine($"   A put that knows this version: {Short(put)}.");
        put = await conversations.PutAsync("threads", conversation with { Title = "Too late" }, PutCondition.IfMatch(etag));
        Console.WriteLine($"   A second put that knows it:    {Short(put)}.");
        KvGetResult<Conversation>.Found updated = await conversations.UpdateAsync("threads", current => current switch
        {
            KvGetResult<Conversation>.Found(var value, _) => value with { Messages = value.Messages.Add(new Message("user", "Once more")) },
            _ => conversation,
        });
        Console.WriteLine($"   UpdateAsync ends well whoever interferes: '{updated.Value.Title}', messages: {updated.Value.Messages.Length}.");
        KvGetResult<Visits>.Found visits = await project.Document<Visits>().UpdateAsync(
            current => new Visits(current is KvGetResult<Visits>.Found(var value, _) ? value.Count + 1 : 1));
        Console.WriteLine($"   A document that is pinned to one key counts the tours: {visits.Value.Count}.");
    }

    /// <summary>What a damaged log says, and what can still be read of it.</summary>
    public static async Task ReadDamagedAsync(string sampleRoot)
    {
        Title("A damaged log says so, and loses nothing");
        await using var driver = new FileSystemDriver(sampleRoot);
        AppendLog<EditEvent> log = driver.Project("p_two_writers").EditEventLog();
        try
        {
            await foreach (LogEntry<EditEvent> entry in log.ReadAsync())
            {
                Print(entry);
            }
        }
        catch (LogCorruptException e)
        {
            Console.WriteLine($"   {nameof(LogCorruptException)}: line {e.Line}, offset {e.Offset}: {e.Cause}.");
        }

        Console.WriteLine("   Asked to skip, the reader goes on and reports:");
        await foreach (LogEntry<EditEvent> entry in log.ReadAsync(new() { OnSkipped = skip => Console.WriteLine($"      (skipped line {skip.Line}: {skip.Cause})") }))
        {
            Print(entry);
        }

        try
        {
            await log.AppendAsync(new EditEvent.Tweak("index.html", "quickstart", 1));
        }
        catch (LogCorruptException e)
        {
            Console.WriteLine($"   Appending is refused until it is repaired: line {e.Line}, offset {e.Offset}.");
        }
    }

    /// <summary>The same entries without their type, as a script or an administrator sees them.</summary>
    public async Task ReadUntypedAsync()
    {
        Title("The data are plain JSON lines");
        Console.WriteLine("   tail -n 1 history.jsonl | jq -c .data");
        await foreach (LogEntry<JsonPayload> entry in project.History.ReadAsync(new() { Reverse = true, Limit = 1 }))
        {
            Console.WriteLine($"   {entry.Data}");
        }
    }

    private static void Title(string title) => Console.WriteLine($"\n== {title}");

    private static void Print(LogEntry<EditEvent> entry)
    {
        string text = entry.Data switch
        {
            EditEvent.Tweak tweak => $"tweak {tweak.N} of {tweak.File} in {tweak.Turn}",
            EditEvent.CommentEdit comment => $"comment in {comment.Turn}{(comment.Resolved ? ", resolved" : "")}: {comment.Text}",
            EditEvent.Snapshot snapshot => $"snapshot of {snapshot.Turn}: {snapshot.Size:N0} bytes, tagged {string.Join(", ", snapshot.Tags)}",
            _ => "",
        };
        text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        Console.WriteLine($"   {entry.Seq,6}  {entry.Timestamp:HH:mm:ss.fff}  {(text.Length <= 80 ? text : text[..79] + "…")}");
    }

    private static string Short(KvPutResult result) => result switch
    {
        KvPutResult.Stored stored => $"stored as version {stored.ETag[..8]}",
        KvPutResult.Conflict conflict => $"conflict, {conflict.CurrentETag?[..8] ?? "nothing"} is stored",
        _ => $"{result}",
    };
}
