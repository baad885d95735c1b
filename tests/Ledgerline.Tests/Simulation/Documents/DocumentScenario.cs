using System.Text;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Files;

namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>
/// Processes put, compare and set, delete, update, read, list and watch documents of a project, of a set of it, and
/// shared ones. After each failure every document is compared with what was acknowledged and tried.
/// </summary>
internal sealed class DocumentScenario : SimulatedProgram
{
    private readonly DocumentSet[] _sets;
    private readonly Dictionary<FileModel, List<string?>> _samples = [];
    private readonly List<string[]> _sampledKeys = [];
    private readonly Dictionary<(SimulatedProcess, DocumentSet), DocumentWatchModel> _watches = [];
    private int _contents;

    public DocumentScenario(int seed, Func<Disk, Disk>? wrap = null)
        : base(seed, wrap) => _sets =
    [
        new(Machine, $"{SimulatedProcess.Root}/projects/p/.meta", null, static process => process.Project.Meta),
        new(Machine, $"{SimulatedProcess.Root}/projects/p/.meta/docs", "docs", static process => process.Project.Kv(Docs)),
        new(Machine, $"{SimulatedProcess.Root}/.data", null, static process => process.Driver.Shared.Meta),
    ];

    private static KvDefinition<JsonPayload> Docs { get; } = JsonPayloadContract.Kv("docs");

    private IEnumerable<FileModel> Documents => _sets.SelectMany(static set => set.Documents);

    /// <summary>Runs the program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="wrap">Puts a defect between the driver and the disk.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ScenarioFailedException">A promise was broken.</exception>
    public static IReadOnlyList<string> Run(int seed, Func<Disk, Disk>? wrap = null)
    {
        using var scenario = new DocumentScenario(seed, wrap);
        scenario.Run();
        return scenario.Steps;
    }

    protected override void Operate(SimulatedProcess process)
    {
        _samples.Clear();
        _sampledKeys.Clear();
        BeforeCall();
        DocumentSet set = AnySet();
        FileModel document = AnyOf(set);
        switch (Random.Next(20))
        {
            case < 7:
                Put(process, set, document);
                break;
            case < 10:
                Update(process, set, document);
                break;
            case < 12:
                Delete(process, set, document);
                break;
            case < 16:
                Get(process, set, document);
                break;
            case < 18:
                List(process, set);
                break;
            default:
                Watch(process, set);
                break;
        }
    }

    protected override void Meanwhile(SimulatedProcess outer, SimulatedProcess other, SimulatedCall call)
    {
        DocumentSet set = AnySet();
        FileModel document = AnyOf(set);
        document.Look();
        bool canWrite = other != outer && !Machine.IsLockHeld;
        switch (Random.Next(canWrite ? 5 : 2))
        {
            case 0:
                Get(other, set, document);
                break;
            case 1:
                List(other, set);
                break;
            case 2:
                Update(other, set, document);
                break;
            case 3:
                Delete(other, set, document);
                break;
            default:
                Put(other, set, document);
                break;
        }
    }

    protected override void BeforeCall()
    {
        foreach (FileModel document in Documents)
        {
            if (!_samples.TryGetValue(document, out List<string?>? seen))
            {
                _samples.Add(document, seen = []);
            }

            if (seen.Count == 0 || seen[^1] != document.File)
            {
                seen.Add(document.File);
            }
        }

        foreach (DocumentSet set in _sets)
        {
            _sampledKeys.Add([set.ToString(), .. set.Files]);
        }
    }

    protected override void AfterStep()
    {
        foreach (FileModel document in Documents)
        {
            document.Look();
        }
    }

    protected override void Resync(bool isPowerLoss)
    {
        if (isPowerLoss)
        {
            foreach (FileModel document in Documents)
            {
                document.LosePower();
            }
        }

        using SimulatedProcess observer = Start("observer");
        foreach (DocumentSet set in _sets)
        {
            string[] listed = Await(set.Open(observer).ListAsync().ToArrayAsync().AsTask());
            LogModel.Require(listed.SequenceEqual(set.Present), $"{set}: {string.Join(' ', listed)} are listed, {string.Join(' ', set.Present)} are there");
            foreach (FileModel document in set.Documents)
            {
                Require(document, Read(observer, set, document), [document.Visible]);
            }
        }
    }

    protected override void CheckRecovery()
    {
        using SimulatedProcess process = Start("recovery");
        foreach (DocumentSet set in _sets)
        {
            Put(process, set, AnyOf(set), PutCondition.Always, Durability.Flushed);
            set.RequireSwept();
        }

        Steps.Add("recovery puts, and nothing unfinished is left");
    }

    private void Put(SimulatedProcess process, DocumentSet set, FileModel document)
    {
        string? current = document.Visible;
        PutCondition condition = Random.Next(6) switch
        {
            0 => PutCondition.IfAbsent,
            1 or 2 when current is not null && !document.IsTorn => PutCondition.IfMatch(ETag(current)!),
            3 when document.Before is { Content: { } before } => PutCondition.IfMatch(ETag(before)!),
            _ => PutCondition.Always,
        };
        Put(process, set, document, condition, AnyDurability());
    }

    private void Put(SimulatedProcess process, DocumentSet set, FileModel document, PutCondition condition, Durability durability)
    {
        // Now and then what is there already: that it is there does not mean that it is flushed.
        bool isSame = document is { Visible: not null, IsTorn: false } && Random.Next(8) == 0;
        string content = isSame ? document.Visible! : Content("put", null);
        FileWrite write = document.Begin(durability, isSame);
        write.Try(content);
        string step = $"{process.Name} puts {durability} {content.Length} as {document.Path} {condition}";
        try
        {
            KvPutResult result = Await(set.Open(process).PutAsync(document.Key, JsonPayload.Parse(content), condition, durability).AsTask());
            Steps.Add($"{step}: {result}");
            if (result is KvPutResult.Stored(var etag))
            {
                LogModel.Require(etag == ETag(content), $"{step}: the ETag is not the content's");
                Acknowledge(process, set, document, write);
                LogModel.Require(condition.Holds(ETag(write.Before!.Content)), $"{step}: stored over {write.Before.Content}, for which the condition does not hold");
            }
            else if (result is KvPutResult.Conflict(var current))
            {
                document.Abandon(write);
                LogModel.Require(
                    condition != PutCondition.Always && Seen(document).Any(seen => ETag(seen) == current && !condition.Holds(current)),
                    $"{step}: a conflict with {current}, which was never there");
            }
        }
        catch (Exception e)
        {
            document.Fail(write);
            Failed(step, e);
        }
    }

    private void Update(SimulatedProcess process, DocumentSet set, FileModel document)
    {
        Durability durability = AnyDurability();
        string step = $"{process.Name} updates {durability} {document.Path}";
        bool wasTorn = document.IsTorn;
        FileWrite write = document.Begin(durability);
        string? from = null;
        try
        {
            KvGetResult<JsonPayload>.Found result = Await(set.Open(process).UpdateAsync(
                document.Key,
                current =>
                {
                    from = current is KvGetResult<JsonPayload>.Found found ? found.Value.ToString() : null;
                    write.Try(Content("update", ETag(from)));
                    return JsonPayload.Parse(write.Content!);
                },
                durability).AsTask());
            Steps.Add($"{step}: {write.Content?.Length}");
            LogModel.Require(result.Value.ToString() == write.Content && result.ETag == ETag(write.Content), $"{step}: told another content than the last one");
            Acknowledge(process, set, document, write);
            LogModel.Require(write.Before!.Content == from, $"{step}: made from another version than the one it took the place of");
        }
        catch (DocumentCorruptException) when (wasTorn)
        {
            document.Abandon(write);
            Steps.Add($"{step}: the document is torn");
        }
        catch (Exception e)
        {
            document.Fail(write);
            Failed(step, e);
        }
    }

    private void Delete(SimulatedProcess process, DocumentSet set, FileModel document)
    {
        string? etag = document.Visible is { } current && !document.IsTorn && Random.Next(2) == 0 ? ETag(current)
            : document.Before is { Content: { } before } && Random.Next(2) == 0 ? ETag(before) : null;
        FileWrite write = document.Begin(Durability.Flushed);
        write.Try(null);
        string step = $"{process.Name} deletes {document.Path} {etag}";
        try
        {
            KvDeleteResult result = Await(set.Open(process).DeleteAsync(document.Key, etag).AsTask());
            Steps.Add($"{step}: {result}");
            switch (result)
            {
                case KvDeleteResult.Deleted:
                    Acknowledge(process, set, document, write);
                    LogModel.Require(
                        write.Before!.Content is not null && (etag is null || ETag(write.Before!.Content) == etag),
                        $"{step}: deleted {write.Before.Content}, and not that version");
                    break;
                case KvDeleteResult.NotFound:
                    document.Abandon(write);
                    LogModel.Require(Seen(document).Contains(null), $"{step}: not found, and it was there all the time");
                    break;
                case KvDeleteResult.Conflict(var there):
                    document.Abandon(write);
                    LogModel.Require(Seen(document).Any(seen => ETag(seen) == there) && there != etag, $"{step}: a conflict with what was never there");
                    break;
                default:
                    throw new ScenarioFailedException($"{step}: {result}");
            }
        }
        catch (Exception e)
        {
            document.Fail(write);
            Failed(step, e);
        }
    }

    private void Get(SimulatedProcess process, DocumentSet set, FileModel document)
    {
        string step = $"{process.Name} gets {document.Path}";
        try
        {
            string? read = Read(process, set, document);
            Steps.Add($"{step}: {read?.Length}");
            Require(document, read, Seen(document));
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
    }

    private void List(SimulatedProcess process, DocumentSet set)
    {
        string step = $"{process.Name} lists {set}";
        string prefix = Random.Next(3) == 0 ? "a" : "";
        int from = IsNesting ? _sampledKeys.Count : 0;
        try
        {
            string[] listed = Await(set.Open(process).ListAsync(prefix).ToArrayAsync().AsTask());
            Steps.Add($"{step}: {string.Join(' ', listed)}");
            BeforeCall();
            List<IEnumerable<string>> samples =
                [.. _sampledKeys.Skip(from).Where(s => s[0] == set.ToString()).Select(s => s.Skip(1).Where(k => k.StartsWith(prefix, StringComparison.Ordinal)))];
            string[] always = [.. samples.Aggregate(static (a, b) => a.Intersect(b))];
            string[] ever = [.. samples.SelectMany(static s => s).Distinct()];
            LogModel.Require(
                listed.SequenceEqual(listed.Order(StringComparer.Ordinal)) && always.All(listed.Contains) && listed.All(ever.Contains),
                $"{step}: {string.Join(' ', listed)}; all the time there were {string.Join(' ', always)}, ever {string.Join(' ', ever)}");
        }
        catch (StorageException) when (process.Disk.Faults.Count > 0)
        {
            Steps.Add($"{step}: failed");
        }
    }

    private void Watch(SimulatedProcess process, DocumentSet set)
    {
        // What it looks at is a clock's choice too, and must not decide on what else happens.
        process.Disk.OnCall = null;
        process.Disk.Faults.Rate = 0;
        process.Disk.Faults.CallsLeft = null;
        if (_watches.TryGetValue((process, set), out DocumentWatchModel? watch))
        {
            watch.Check(set);
        }
        else if (set.IsOfProject)
        {
            _watches.Add((process, set), watch = new DocumentWatchModel(process.Project.Store.OpenDocuments(set.Name).OpenWatch()));
            process.Owned.Add(watch);
        }

        Steps.Add($"{process.Name} watches {set}");
    }

    private static string? Read(SimulatedProcess process, DocumentSet set, FileModel document)
    {
        (bool isTorn, string? left) = (document.IsTorn, document.Visible);
        try
        {
            KvGetResult<JsonPayload> result = Await(set.Open(process).GetAsync(document.Key).AsTask());
            if (result is not KvGetResult<JsonPayload>.Found(var value, var etag))
            {
                return null;
            }

            LogModel.Require(etag == ETag(value.ToString()), $"{document.Path}: the ETag belongs to another version than the value");
            return value.ToString();
        }
        catch (DocumentCorruptException) when (isTorn)
        {
            return left;
        }
    }

    private void Acknowledge(SimulatedProcess process, DocumentSet set, FileModel document, FileWrite write)
    {
        document.Acknowledge(write);
        if (_watches.TryGetValue((process, set), out DocumentWatchModel? watch))
        {
            watch.Expect(document.Key);
        }
    }

    /// <summary>What the file was during the step; within another one, what it is.</summary>
    private IEnumerable<string?> Seen(FileModel document) => IsNesting ? [document.Visible, document.File] : [.. _samples[document], document.File];

    private static void Require(FileModel document, string? read, IEnumerable<string?> allowed) =>
        LogModel.Require(allowed.Contains(read), $"{document.Path}: {read ?? "nothing"} was read, {string.Join(" or ", allowed.Distinct())} was there");

    private DocumentSet AnySet() => _sets[Random.Next(2) == 0 ? 0 : Random.Next(_sets.Length)];

    private static string? ETag(string? content) => content is null ? null : ContentETag.Of(Encoding.UTF8.GetBytes(content));

    private FileModel AnyOf(DocumentSet set) => set.Documents[Random.Next(2) == 0 ? 0 : Random.Next(set.Documents.Count)];

    private Durability AnyDurability() => IsBufferedToo && Random.Next(2) == 0 ? Durability.Buffered : Durability.Flushed;

    private string Content(string how, string? from)
    {
        int size = Random.Next(10) switch
        {
            < 6 => Random.Next(60),
            < 9 => Random.Next(1500),
            _ => Random.Next(9000),
        };
        _contents++;
        return $"{{\"{how}\":{_contents},\"from\":\"{from}\",\"text\":\"{new string((char)('a' + (_contents % 26)), size)}\"}}";
    }

    private static TResult Await<TResult>(Task<TResult> task) => task.GetAwaiter().GetResult();
}
