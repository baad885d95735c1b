using System.Globalization;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>
/// One root, one driver whose disk fails at a chosen call, and a model of what must be there afterwards. Failures of
/// what runs after <see cref="FailAt"/> are noted, not thrown, unless they are of a kind that no caller expects.
/// </summary>
internal sealed class FailingCall : IAsyncDisposable
{
    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FaultyDisk _disk = new() { Flushes = false };
    private readonly FileSystemDriver _driver;
    private readonly string _name;

    /// <summary>What was acknowledged, by number.</summary>
    private readonly SortedDictionary<long, string> _acknowledged = [];

    /// <summary>Batches whose append was told to have failed.</summary>
    private readonly List<string[]> _failed = [];

    private readonly List<string?> _documents = [null];
    private DiskFault? _fault;
    private long _calls;
    private long _failAt = long.MaxValue;
    private long _lastSeq;
    private long _observedSeq;
    private long _truncated;
    private long _perhapsTruncated;
    private bool _isPerhapsDeleted;
    private bool _isCompleted;
    private bool _isPerhapsCompleted;
    private byte[]? _damaged;
    private LogRepairOptions? _repair;
    private int _payloads;

    public FailingCall(string name)
    {
        _name = name;
        using (FileSystemDriverScope setup = new(_directory.Path))
        {
            setup.Driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        }

        _driver = new FileSystemDriver(_directory.Path, null, _disk);
    }

    private AppendLog<JsonPayload> Log => _driver.Project("p").History;

    private JsonKv<JsonPayload> Kv => _driver.Project("p").Meta;

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        _directory.Dispose();
    }

    public void FailAt(int call, DiskFault fault)
    {
        _fault = fault;
        _failAt = call;
        _calls = 0;
        _disk.OnCall = description =>
        {
            long now = Interlocked.Increment(ref _calls);
            return now < call || (now > call && fault == DiskFault.Once) ? null
                : fault == DiskFault.Death ? new ProcessDeathException()
                : new StorageException("use", description, "Input/output error", "Look at the test.");
        };
    }

    /// <summary>Ends the fault, and after a death what the dead process held.</summary>
    /// <returns>Whether the chosen call was made.</returns>
    public bool Mend()
    {
        bool wasReached = Interlocked.Read(ref _calls) >= _failAt;
        if (_fault == DiskFault.Death && wasReached)
        {
            foreach (DiskFile file in _disk.OpenFiles.Keys)
            {
                file.Dispose();
            }
        }
        else
        {
            _disk.OnCall = static _ => null;
        }

        return wasReached;
    }

    public Task AppendAsync(int count, int size = 0) => AppendAsync(NewPayloads(count, size));

    public Task AppendGroupAsync() =>
        Task.WhenAll(AppendAsync(NewPayloads(1, 0)), AppendAsync(NewPayloads(2, 0)), AppendAsync(NewPayloads(1, 0)));

    public async Task OthersAppendAsync(int count)
    {
        using FileSystemDriverScope other = new(_directory.Path);
        string[] payloads = NewPayloads(count, 0);
        Acknowledge((await other.Log.AppendBatchAsync(payloads.Select(JsonPayload.Parse))).FirstSeq, payloads);
    }

    public async Task OthersTruncateAsync(long seq)
    {
        using FileSystemDriverScope other = new(_directory.Path);
        await other.Log.TruncateBeforeAsync(seq);
        _truncated = _perhapsTruncated = seq;
    }

    /// <summary>Imports entries whose times fall.</summary>
    /// <param name="count">How many.</param>
    /// <param name="size">How large each is.</param>
    /// <param name="first">The first one's number, in a log that was never appended to; 0 for the next.</param>
    public Task ImportAsync(int count, int size = 0, long first = 0)
    {
        _perhapsTruncated = first > 0 ? first - 1 : _perhapsTruncated;
        first = first > 0 ? first : _lastSeq + 1;
        return AppendAsync(NewPayloads(count, size), payloads => Log.ImportAsync(payloads.Select((payload, i) =>
            new LogEntry<JsonPayload>(first + i, DateTimeOffset.FromUnixTimeMilliseconds(1000 - i), payload))));
    }

    /// <summary>What a process that died left behind the last entry.</summary>
    public void Tear(string bytes) => File.AppendAllText(_directory.Log("p"), bytes);

    public async Task TruncateAsync(long seq)
    {
        _perhapsTruncated = seq;
        if (await SucceedsAsync(async () => await Log.TruncateBeforeAsync(seq)))
        {
            _truncated = seq;
        }
    }

    public async Task DeleteLogAsync()
    {
        _isPerhapsDeleted = true;
        if (await SucceedsAsync(async () => await Log.DeleteAsync()))
        {
            _acknowledged.Clear();
            _lastSeq = _observedSeq = _truncated = _perhapsTruncated = 0;
            _isPerhapsDeleted = false;
        }
    }

    /// <summary>Appends as a writer that keeps three entries.</summary>
    public async Task AppendLimitedAsync(int count)
    {
        string[] payloads = NewPayloads(count, 0);
        _perhapsTruncated = _lastSeq + count - 3;
        var terms = new AppendTerms(null, null, new LogRetention { MaxEntries = 3 });
        AppendOutcome outcome = default;
        bool isAcknowledged = await SucceedsAsync(() =>
        {
            outcome = _driver.Project("p").Store.OpenLog("history")
                .Append(new Simulation.Attempt(payloads, Durability.Flushed).Batch(), terms);
            return Task.CompletedTask;
        });
        if (isAcknowledged)
        {
            Acknowledge(outcome.FirstSeq, payloads);
        }
        else if (_fault != DiskFault.Once)
        {
            _failed.Add(payloads);
        }
    }

    public async Task CompleteAsync()
    {
        _isPerhapsCompleted = true;
        _isCompleted = await SucceedsAsync(async () => await Log.CompleteAsync());
    }

    /// <summary>Changes a byte of the first entry.</summary>
    public void Damage()
    {
        byte[] content = File.ReadAllBytes(_directory.Log("p"));
        content[content.AsSpan().IndexOf("\"data\":\""u8) + 8] ^= 1;
        SetDamaged(content, new LogRepairOptions());
        _acknowledged.Remove(1);
        _truncated = _perhapsTruncated = 1;
    }

    /// <summary>Writes a log in which one number occurs twice.</summary>
    public Task DuplicateAsync()
    {
        string[] payloads = NewPayloads(4, 0);
        string content = string.Concat(payloads.Select((payload, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{(i < 2 ? i + 1 : i)},\"ts\":1,\"data\":{payload}}}\n")));
        SetDamaged(System.Text.Encoding.UTF8.GetBytes(content), new LogRepairOptions { Renumber = true });
        Acknowledge(1, payloads);
        return Task.CompletedTask;
    }

    public async Task RepairAsync()
    {
        _damaged = await File.ReadAllBytesAsync(_directory.Log("p"));
        await SucceedsAsync(async () => await Log.RepairAsync(_repair));
    }

    public Task PutAsync() => PutAsync(PutCondition.Always);

    public async Task PutIfMatchAsync() =>
        await PutAsync(PutCondition.IfMatch(Ledgerline.Drivers.ContentETag.Of(System.Text.Encoding.UTF8.GetBytes(_documents[^1]!))));

    public async Task DeleteDocumentAsync()
    {
        _documents.Add(null);
        if (await SucceedsAsync(async () => Assert.IsType<KvDeleteResult.Deleted>(await Kv.DeleteAsync("d"))))
        {
            _documents.RemoveRange(0, _documents.Count - 1);
        }
    }

    /// <summary>Looks with a fresh driver, then works on with whoever lives, and looks again.</summary>
    public async Task CheckAsync()
    {
        await ObserveAsync();
        _fault = null;
        if (_disk.OnCall("still alive?") is null)
        {
            await AppendAsync(2);
            await OthersAppendAsync(1);
            await AppendAsync(1);
            Assert.Equal(await ObserveAsync(), await ReadAsync(Log));
            await TruncateAsync(_lastSeq - 1);
            await PutAsync();
            Assert.Equal(await ObserveAsync(), await ReadAsync(Log));
            await _driver.DisposeAsync();
            Check(_disk.OpenFiles.IsEmpty, $"these files stay open: {string.Join(", ", _disk.OpenFiles.Values)}");
        }

        await OthersAppendAsync(2);
        await OthersTruncateAsync(_lastSeq - 1);
        using (FileSystemDriverScope other = new(_directory.Path))
        {
            await other.Driver.Project("p").Meta.PutAsync("d", JsonPayload.Parse("1"));
        }

        _documents.Clear();
        _documents.Add("1");
        await ObserveAsync();
        string[] left = Directory.GetFiles(_directory.Path, "*.tmp", SearchOption.AllDirectories);
        Check(left.Length == 0, $"these temporary files are left: {string.Join(", ", left)}");
    }

    private Task AppendAsync(string[] payloads) => AppendAsync(payloads, batch => Log.AppendBatchAsync(batch));

    private async Task AppendAsync(string[] payloads, Func<IEnumerable<JsonPayload>, ValueTask<AppendResult>> append)
    {
        AppendResult result = default;
        if (await SucceedsAsync(async () => result = await append(payloads.Select(JsonPayload.Parse))))
        {
            Acknowledge(result.FirstSeq, payloads);
        }
        else if (_fault != DiskFault.Once)
        {
            lock (_failed)
            {
                _failed.Add(payloads);
            }
        }
    }

    private async Task PutAsync(PutCondition condition)
    {
        string content = NewPayloads(1, 0)[0];
        _documents.Add(content);
        if (await SucceedsAsync(async () => Assert.IsType<KvPutResult.Stored>(await Kv.PutAsync("d", JsonPayload.Parse(content), condition))))
        {
            _documents.RemoveRange(0, _documents.Count - 1);
        }
    }

    private async Task<bool> SucceedsAsync(Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (StorageException) when (_fault is DiskFault.Once or DiskFault.UntilMended)
        {
            return false;
        }
        catch (ProcessDeathException) when (_fault is DiskFault.Death)
        {
            return false;
        }
    }

    private void Acknowledge(long first, string[] payloads)
    {
        // Of a group, the answers come in any order.
        lock (_acknowledged)
        {
            Check(first > _observedSeq, $"{first} was given again");
            for (int i = 0; i < payloads.Length; i++)
            {
                Check(_acknowledged.TryAdd(first + i, payloads[i]), $"{first + i} was given twice");
            }

            _lastSeq = Math.Max(_lastSeq, first + payloads.Length - 1);
        }
    }

    /// <summary>Compares what a fresh driver sees with the model, and makes what it sees the model.</summary>
    private async Task<List<(long Seq, string Data)>> ObserveAsync()
    {
        using FileSystemDriverScope fresh = new(_directory.Path);
        await EndRepairAsync(fresh.Log);
        bool isCompleted = (await fresh.Log.GetInfoAsync()).IsCompleted;
        Check(isCompleted ? _isPerhapsCompleted : !_isCompleted, $"the log is {(isCompleted ? "" : "not ")}completed");
        if (!isCompleted)
        {
            // An append recovers; what it finds is what a reader must find after it.
            await fresh.Log.AppendBatchAsync([]);
        }

        List<(long Seq, string Data)> found = await ReadAsync(fresh.Log);
        LogInfo info = await fresh.Log.GetInfoAsync();
        for (int i = 1; i < found.Count; i++)
        {
            Check(found[i].Seq == found[i - 1].Seq + 1, $"{found[i].Seq} follows {found[i - 1].Seq}");
        }

        if (found.Count > 0)
        {
            Check(found[^1].Seq == info.LastSeq, $"the last is {found[^1].Seq}, and the count {info.LastSeq}");
        }

        bool isDeleted = _isPerhapsDeleted && found.Count == 0;
        if (!isDeleted)
        {
            long first = found.Count > 0 ? found[0].Seq : info.LastSeq + 1;
            Check(
                first == _truncated + 1 || first == _perhapsTruncated + 1,
                $"the first is {first}, after truncations at {_truncated} and perhaps {_perhapsTruncated}");
            Check(info.LastSeq >= _lastSeq, $"the count fell to {info.LastSeq} from {_lastSeq}");
            foreach ((long seq, string data) in _acknowledged.Where(a => a.Key >= first))
            {
                Check(found.Contains((seq, data)), $"{seq} was acknowledged and is gone");
            }
        }

        List<string> others = [.. found.Where(f => _acknowledged.GetValueOrDefault(f.Seq) != f.Data).Select(f => f.Data)];
        while (others.Count > 0)
        {
            string[]? batch = _failed.Find(b => others.Take(b.Length).SequenceEqual(b));
            Check(batch is not null, $"'{others[0]}' is there, and was not acknowledged, nor is it a whole batch that failed");
            _failed.Remove(batch!);
            others.RemoveRange(0, batch!.Length);
        }

        string? document = await fresh.Driver.Project("p").Meta.GetAsync("d") is KvGetResult<JsonPayload>.Found stored
            ? stored.Value.ToString()
            : null;
        Check(_documents.Contains(document), $"the document is '{document}'");
        Assume(found, info.LastSeq, document);
        if (isCompleted)
        {
            // So that the test can go on.
            new LogHead(info.LastSeq, 0, Completed: false).Write(Disk.Real, new(Path.GetDirectoryName(_directory.Log("p"))!, "history"), null);
        }

        return found;
    }

    /// <summary>Whether a repair went through or not, the log is the damaged or the repaired one, and can be repaired.</summary>
    private async Task EndRepairAsync(AppendLog<JsonPayload> log)
    {
        if (_damaged is not null)
        {
            byte[] now = await File.ReadAllBytesAsync(_directory.Log("p"));
            Check(now.AsSpan().SequenceEqual(_damaged) || await IsSoundAsync(log), "the log is neither the damaged nor the repaired one");
            await log.RepairAsync(_repair);
            Check(await IsSoundAsync(log), "the log is not repaired");
            _damaged = null;
        }
    }

    private static async Task<bool> IsSoundAsync(AppendLog<JsonPayload> log) =>
        !await log.VerifyAsync().AnyAsync(fault => fault.Kind != LogFaultKind.TemporaryFile);

    private void SetDamaged(byte[] content, LogRepairOptions repair)
    {
        File.WriteAllBytes(_directory.Log("p"), content);
        _repair = repair;
    }

    private void Assume(List<(long Seq, string Data)> found, long lastSeq, string? document)
    {
        _acknowledged.Clear();
        foreach ((long seq, string data) in found)
        {
            _acknowledged.Add(seq, data);
        }

        _failed.Clear();
        _isPerhapsDeleted = _isPerhapsCompleted = _isCompleted = false;
        _lastSeq = _observedSeq = lastSeq;
        _truncated = _perhapsTruncated = (found.Count > 0 ? found[0].Seq : lastSeq + 1) - 1;
        _documents.Clear();
        _documents.Add(document);
    }

    private static async Task<List<(long Seq, string Data)>> ReadAsync(AppendLog<JsonPayload> log) =>
        [.. await log.ReadAsync().Select(e => (e.Seq, e.Data.ToString())).ToListAsync()];

    private string[] NewPayloads(int count, int size) =>
        [.. Enumerable.Range(0, count).Select(_ => $"\"{(++_payloads).ToString(CultureInfo.InvariantCulture)}{new string('x', size)}\"")];

    private void Check(bool isTrue, string message) => Assert.True(isTrue, $"{_name}: {message}");
}
