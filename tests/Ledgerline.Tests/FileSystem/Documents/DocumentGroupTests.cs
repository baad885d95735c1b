using System.Runtime.Versioning;
using Ledgerline.Drivers;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem.Documents;

/// <summary>Puts that queue up together share a flush of the directory; what fails for one of them harms no other.</summary>
public sealed class DocumentGroupTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();
    private readonly ManualClock _clock = new();
    private readonly FileSystemDriver _driver;
    private readonly IDocumentStore _documents;

    public DocumentGroupTests()
    {
        _driver = new FileSystemDriver(_directory.Path, new() { TimeProvider = _clock }, _disk);
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        _documents = _driver.Project("p").Store.OpenDocuments("set");
    }

    private string Set => Path.Combine(_directory.Path, "projects", "p", ".meta", "set");

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_flushed_put_is_written_flushed_renamed_and_its_name_flushed()
    {
        await PutAsync("a");
        _disk.ForgetCalls();
        await PutAsync("a");
        Assert.Equal(["write a.json.tmp", "flush a.json.tmp", "rename a.json", "flushdir set"], Writes());
    }

    [Fact]
    public async Task A_buffered_put_is_written_and_renamed_and_flushes_nothing()
    {
        await PutAsync("a", Durability.Buffered);
        _disk.ForgetCalls();
        await PutAsync("a", Durability.Buffered);
        Assert.Equal(["write a.json.tmp", "rename a.json"], Writes());
    }

    [Fact]
    public async Task Puts_that_queue_up_are_all_flushed_before_one_is_renamed_and_share_one_flush_of_the_directory()
    {
        await TogetherAsync(["a", "b", "c"]);
        string[] writes = [.. Writes().Where(call => !call.StartsWith("write", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "flush a.json.tmp", "flush b.json.tmp", "flush c.json.tmp", "rename a.json", "rename b.json", "rename c.json",
                "flushdir set",
            ],
            writes);
        Assert.Equal(["a", "b", "c"], await _documents.ListAsync(null, default).ToListAsync());
    }

    [Theory]
    [InlineData("open b.json.tmp")]
    [InlineData("write b.json.tmp")]
    [InlineData("flush b.json.tmp")]
    [InlineData("rename b.json")]
    public async Task What_fails_for_one_document_fails_for_no_other(string call)
    {
        Task<KvPutResult>[] puts = await TogetherAsync(["a", "b", "c"], call);
        await Assert.ThrowsAsync<StorageException>(() => puts[1]);
        Assert.IsType<KvPutResult.Stored>(await puts[0]);
        Assert.IsType<KvPutResult.Stored>(await puts[2]);
        Assert.Equal(["a", "c"], await _documents.ListAsync(null, default).ToListAsync());
        Assert.Empty(Directory.GetFiles(Set, "*.tmp"));
        Assert.Equal(3, _disk.CallsSoFar().Count(c => c.StartsWith("rename", StringComparison.Ordinal)) + (call.StartsWith("rename", StringComparison.Ordinal) ? 0 : 1));
        await PutAsync("b");
    }

    [Fact]
    public async Task A_failed_flush_of_the_directory_fails_all_that_relied_on_it_and_says_that_the_outcome_is_unknown()
    {
        Task<KvPutResult>[] puts = await TogetherAsync(["a", "b"], "flushdir set", buffered: "c");
        foreach (Task<KvPutResult> put in puts[..2])
        {
            StorageException failure = await Assert.ThrowsAsync<StorageException>(() => put);
            Assert.Contains("unknown", failure.Message, StringComparison.Ordinal);
        }

        Assert.IsType<KvPutResult.Stored>(await puts[2]);
        Assert.Equal(["a", "b", "c"], await _documents.ListAsync(null, default).ToListAsync());
    }

    [Fact]
    public async Task A_document_whose_deletion_was_not_flushed_is_not_said_to_be_gone_before_that_is_durable()
    {
        await PutAsync("a");
        _disk.OnCall = static call => call == "flushdir set" ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(async () => await _documents.DeleteAsync("a", null, default));
        await Assert.ThrowsAsync<StorageException>(async () => await _documents.DeleteAsync("a", null, default));
        _disk.OnCall = static _ => null;
        _disk.ForgetCalls();
        Assert.IsType<KvDeleteResult.NotFound>(await _documents.DeleteAsync("a", null, default));
        Assert.Equal(["flushdir set"], Writes());
        _disk.ForgetCalls();
        Assert.IsType<KvDeleteResult.NotFound>(await _documents.DeleteAsync("a", null, default));
        Assert.Empty(Writes());
    }

    [Fact]
    public async Task An_update_that_throws_fails_only_itself()
    {
        await PutAsync("a");
        using (HoldLock())
        {
            Task<KvPutResult> put = _documents.PutAsync("b", "2"u8.ToArray(), PutCondition.Always, null, default).AsTask();
            Task<string> update = _documents.UpdateAsync("a", _ => throw new FormatException("no"), null, default).AsTask();
            Task<KvDeleteResult> delete = _documents.DeleteAsync("missing", null, default).AsTask();
            Release();
            await Assert.ThrowsAsync<FormatException>(() => update);
            Assert.IsType<KvPutResult.Stored>(await put);
            Assert.IsType<KvDeleteResult.NotFound>(await delete);
        }
    }

    [Fact]
    public async Task Writes_of_one_document_are_done_in_the_order_in_which_they_came()
    {
        await PutAsync("a");
        using (HoldLock())
        {
            Task<KvPutResult>[] puts =
                [.. Enumerable.Range(0, 20).Select(n => _documents.PutAsync("a", new[] { (byte)('0' + (n % 10)) }, PutCondition.Always, null, default).AsTask())];
            Task<KvDeleteResult> delete = _documents.DeleteAsync("a", null, default).AsTask();
            Task<KvPutResult> last = _documents.PutAsync("a", "\"last\""u8.ToArray(), PutCondition.IfAbsent, null, default).AsTask();
            Release();
            Assert.All(await Task.WhenAll(puts), put => Assert.IsType<KvPutResult.Stored>(put));
            Assert.IsType<KvDeleteResult.Deleted>(await delete);
            Assert.IsType<KvPutResult.Stored>(await last);
        }
    }

    [Fact]
    public async Task A_put_can_be_cancelled_until_it_joins_a_group()
    {
        await PutAsync("a");
        using var cancel = new CancellationTokenSource();
        using (HoldLock())
        {
            Task<KvPutResult> cancelled = _documents.PutAsync("b", "1"u8.ToArray(), PutCondition.Always, null, cancel.Token).AsTask();
            Task<KvPutResult> kept = _documents.PutAsync("c", "1"u8.ToArray(), PutCondition.Always, null, default).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            Release();
            Assert.IsType<KvPutResult.Stored>(await kept);
        }

        Assert.Equal(["a", "c"], await _documents.ListAsync(null, default).ToListAsync());
    }

    [Fact]
    public async Task What_a_writer_left_that_died_is_removed_by_the_first_write_and_by_later_ones()
    {
        Directory.CreateDirectory(Set);
        string[] users = ["note.tmp", "a b.json.tmp", "x.json.bak.tmp", ".json.tmp"];
        string[] orphans = ["dead.json.tmp", "a.json.tmp"];
        foreach (string file in users.Concat(orphans))
        {
            await File.WriteAllTextAsync(Path.Combine(Set, file), "half");
        }

        Assert.Empty(await _documents.ListAsync(null, default).ToListAsync());
        await PutAsync("a");
        Assert.Equal(users.Order(), Left());

        // Another process dies later.
        await File.WriteAllTextAsync(Path.Combine(Set, "dead.json.tmp"), "half");
        await PutAsync("b");
        _clock.Advance(TimeSpan.FromHours(1));
        await PutAsync("b");
        Assert.Equal(users.Order(), Left());
        Assert.Equal(["a", "b"], await _documents.ListAsync(null, default).ToListAsync());

        IEnumerable<string?> Left() => Directory.GetFiles(Set, "*.tmp").Select(Path.GetFileName).Order();
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_document_keeps_its_permissions_and_a_reader_that_has_it_open_keeps_its_content()
    {
        await PutAsync("a");
        string path = Path.Combine(Set, "a.json");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, Mode);
        using FileStream open = File.OpenRead(path);
        await _documents.PutAsync("a", "\"another\""u8.ToArray(), PutCondition.Always, null, default);
        using var reader = new StreamReader(open);
        Assert.Equal("1", await reader.ReadToEndAsync());
        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Many_sets_hold_few_descriptors()
    {
        for (int i = 0; i < 100; i++)
        {
            await _driver.Project("p").Store.OpenDocuments($"set{i}").PutAsync("a", "1"u8.ToArray(), PutCondition.Always, Durability.Buffered, default);
        }

        Assert.InRange(_disk.OpenFiles.Count, 1, 40);
    }

    private async Task PutAsync(string key, Durability? durability = null) => Assert.IsType<KvPutResult.Stored>(
        await _documents.PutAsync(key, "1"u8.ToArray(), PutCondition.Always, durability, default));

    /// <summary>Puts documents in one group, by keeping their writer from the lock until all are queued.</summary>
    private async Task<Task<KvPutResult>[]> TogetherAsync(string[] keys, string? failing = null, string? buffered = null)
    {
        await PutAsync("first");
        await _documents.DeleteAsync("first", null, default);
        using (HoldLock())
        {
            List<Task<KvPutResult>> puts = [];
            foreach (string key in keys.Concat(buffered is null ? [] : new[] { buffered }))
            {
                puts.Add(_documents.PutAsync(
                    key, "1"u8.ToArray(), PutCondition.Always, key == buffered ? Durability.Buffered : Durability.Flushed, default).AsTask());
            }

            _disk.ForgetCalls();
            _disk.OnCall = call => call == failing ? FaultyDisk.Failure : null;
            Release();
            await Task.WhenAll(puts).ContinueWith(static _ => { }, TaskScheduler.Default);
            _disk.OnCall = static _ => null;
            return [.. puts];
        }
    }

    private FileStream? _held;

    private FileStream HoldLock() =>
        _held = new FileStream(Path.Combine(Set, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private void Release() => _held!.Dispose();

    private IEnumerable<string> Writes() => _disk.CallsSoFar().Where(call =>
        call.Split(' ')[0] is "write" or "flush" or "rename" or "flushdir" && !call.EndsWith(".lock", StringComparison.Ordinal));
}
