using System.Text;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Documents;

/// <summary>A document that has not changed is not read again, and one that has always is, whoever changed it and however fast.</summary>
public sealed class DocumentCacheTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();
    private readonly FileSystemDriver _driver;
    private readonly IDocumentStore _documents;

    public DocumentCacheTests()
    {
        _driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered }, _disk);
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        _documents = _driver.Project("p").Store.OpenDocuments("set");
        Directory.CreateDirectory(Set);
    }

    private string Set => Path.Combine(_directory.Path, "projects", "p", ".meta", "set");

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_unchanged_document_is_looked_at_and_not_read_again()
    {
        await SettledAsync("a", "1");
        Assert.Equal("1", await GetAsync("a"));
        _disk.ForgetCalls();
        Assert.Equal("1", await GetAsync("a"));
        Assert.Equal(["status a.json"], _disk.CallsSoFar());
    }

    [Fact]
    public async Task A_document_that_was_changed_just_now_is_read_again_until_its_times_are_certain_to_show_a_change()
    {
        string path = Path.Combine(Set, "a.json");
        await File.WriteAllTextAsync(path, "1");
        await GetAsync("a");
        Assert.True(await IsReadAgainAsync("a") || new FileInfo(path).LastWriteTimeUtc < DateTime.UtcNow.AddMilliseconds(-20));
        await SettledAsync("a", "1");
        await GetAsync("a");
        Assert.False(await IsReadAgainAsync("a"));
    }

    [Fact]
    public async Task Two_edits_of_one_length_within_a_tick_of_the_clock_are_both_seen()
    {
        string path = Path.Combine(Set, "a.json");
        await File.WriteAllTextAsync(path, "10000");
        for (int i = 0; i < 3000; i++)
        {
            string content = $"{10000 + i}";
            if (i % 3 == 0)
            {
                await File.WriteAllTextAsync(path + ".new", content);
                File.Move(path + ".new", path, overwrite: true);
            }
            else
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                file.Write(Encoding.ASCII.GetBytes(content));
            }

            Assert.Equal(content, await GetAsync("a"));
            Assert.Equal(content, await GetAsync("a"));
        }
    }

    [Fact]
    public async Task Keys_that_come_and_go_within_a_tick_of_the_clock_are_each_seen()
    {
        List<string> expected = [];
        for (int i = 0; i < 1000; i++)
        {
            string key = $"k{i % 7}";
            if (expected.Remove(key))
            {
                File.Delete(Path.Combine(Set, key + ".json"));
            }
            else
            {
                await File.WriteAllTextAsync(Path.Combine(Set, key + ".json"), "1");
                expected.Add(key);
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), await _documents.ListAsync(null, default).ToListAsync());
            Assert.Equal(expected.Where(k => k == "k3"), await _documents.ListAsync("k3", default).ToListAsync());
        }
    }

    [Fact]
    public async Task An_unchanged_directory_is_looked_at_and_not_read_again()
    {
        foreach (string key in new[] { "b", "a", "ab", "B" })
        {
            await File.WriteAllTextAsync(Path.Combine(Set, key + ".json"), "1");
        }

        while (!_disk.Status(Set)!.Value.IsSettled(_disk.Now))
        {
            await Task.Delay(5);
        }

        Assert.Equal(["B", "a", "ab", "b"], await _documents.ListAsync(null, default).ToListAsync());
        _disk.ForgetCalls();
        Assert.Equal(["B", "a", "ab", "b"], await _documents.ListAsync(null, default).ToListAsync());
        Assert.Equal(["a", "ab"], await _documents.ListAsync("a", default).ToListAsync());
        Assert.Empty(await _documents.ListAsync("c", default).ToListAsync());
        Assert.DoesNotContain("list set", _disk.CallsSoFar());
    }

    [Theory]
    [InlineData("open a.json")]
    [InlineData("read a.json")]
    [InlineData("status a.json")]
    public async Task A_document_that_cannot_be_read_is_an_error_and_never_not_found(string call)
    {
        await SettledAsync("a", "1");
        if (call.StartsWith("status", StringComparison.Ordinal))
        {
            // Only what is kept is looked at before it is opened.
            await GetAsync("a");
        }

        _disk.OnCall = made => made == call ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(async () => await _documents.GetAsync("a", default));
        await Assert.ThrowsAsync<StorageException>(async () =>
            await _documents.PutAsync("a", "2"u8.ToArray(), PutCondition.IfAbsent, null, default));
        _disk.OnCall = static _ => null;
        Assert.Equal("1", await GetAsync("a"));
    }

    [Fact]
    public async Task An_edit_that_restores_the_time_of_the_last_write_is_seen()
    {
        string path = await SettledAsync("a", "1");
        await GetAsync("a");
        DateTime time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllTextAsync(path, "2");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal("2", await GetAsync("a"));
    }

    [Fact]
    public async Task What_another_driver_puts_deletes_and_puts_again_is_seen_at_once()
    {
        using var other = new FileSystemDriverScope(_directory.Path);
        IDocumentStore rival = other.Driver.Project("p").Store.OpenDocuments("set");
        for (int i = 0; i < 200; i++)
        {
            byte[] content = Encoding.ASCII.GetBytes($"{1000 + i}");
            await rival.PutAsync("a", content, PutCondition.Always, Durability.Buffered, default);
            StoredDocument? found = await _documents.GetAsync("a", default);
            Assert.Equal((Encoding.ASCII.GetString(content), ContentETag.Of(content)), (Encoding.ASCII.GetString(found!.Content.Span), found.ETag));
            await rival.DeleteAsync("a", null, default);
            Assert.Null(await _documents.GetAsync("a", default));
        }
    }

    [Fact]
    public async Task The_cache_stays_within_its_bounds_and_keeps_what_is_used()
    {
        const int Large = 900_000;
        await SettledAsync("used", "1");
        await GetAsync("used");
        for (int i = 0; i < 40; i++)
        {
            await SettledAsync($"k{i}", $"\"{new string('x', Large)}\"", wait: i == 39);
        }

        for (int i = 0; i < 40; i++)
        {
            await GetAsync($"k{i}");
            await GetAsync("used");
            Assert.InRange(Cache.Size, 1, DocumentCache.Capacity);
        }

        Assert.False(await IsReadAgainAsync("used"));
        Assert.True(await IsReadAgainAsync("k0"));
        await SettledAsync("long", $"\"{new string('x', DocumentCache.LongestDocument)}\"");
        await GetAsync("long");
        Assert.True(await IsReadAgainAsync("long"));
    }

    private DocumentCache Cache => ((FileDocuments)_documents).Files.Root.Documents;

    /// <summary>Writes a document by hand and waits until its times have settled.</summary>
    private async Task<string> SettledAsync(string key, string content, bool wait = true)
    {
        string path = Path.Combine(Set, key + ".json");
        await File.WriteAllTextAsync(path, content);
        while (wait && !_disk.Status(path)!.Value.IsSettled(_disk.Now))
        {
            await Task.Delay(5);
        }

        return path;
    }

    private async Task<string?> GetAsync(string key) =>
        await _documents.GetAsync(key, default) is { } document ? Encoding.UTF8.GetString(document.Content.Span) : null;

    private async Task<bool> IsReadAgainAsync(string key)
    {
        _disk.ForgetCalls();
        await _documents.GetAsync(key, default);
        return _disk.CallsSoFar().Contains($"open {key}.json");
    }
}
