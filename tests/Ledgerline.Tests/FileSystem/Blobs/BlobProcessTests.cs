using System.Globalization;

namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>Blobs between processes, and in a process that has little memory.</summary>
public sealed class BlobProcessTests : BlobDirectoryTests
{
    private const int SmallHeap = 0x1000000;

    /// <summary><c>LEDGERLINE_BLOB_MIB=2048</c> for 2 GiB.</summary>
    private static readonly int Mebibytes =
        int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_BLOB_MIB"), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : 64;

    [Fact]
    public async Task A_process_whose_heap_has_16_MiB_writes_and_reads_a_blob_that_is_larger()
    {
        using WorkerProcess worker = WorkerProcess.StartWithHeapLimit(SmallHeap, "blob", Root.Path, "p", $"{Mebibytes}", "d/large");
        Assert.StartsWith("same", Assert.Single(await worker.CompleteAsync()), StringComparison.Ordinal);
        Assert.Equal((long)Mebibytes << 20, (await Files.StatAsync("d/large"))!.Length);
    }

    [Fact]
    public async Task Processes_that_count_in_one_blob_lose_no_step()
    {
        const int Processes = 4;
        const int Each = 100;
        WorkerProcess[] workers = [.. Enumerable.Range(0, Processes).Select(_ =>
            WorkerProcess.Start("blobcount", Root.Path, "p", $"{Each}", "d/n"))];
        foreach (WorkerProcess worker in workers)
        {
            await worker.CompleteAsync();
            worker.Dispose();
        }

        Assert.Equal($"{Processes * Each}", await Files.ReadAllTextAsync("d/n"));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_writer_that_is_killed_leaves_the_old_content_and_nothing_for_long()
    {
        await WriteAsync("a", "old");
        using (WorkerProcess worker = WorkerProcess.Start("stall", Root.Path, "p", "1000000", "a"))
        {
            Assert.Equal("stalled", await worker.ReadLineAsync());
            Assert.Single(Temporaries);
            await worker.KillAndReadAsync();
        }

        Assert.Equal("old", await Files.ReadAllTextAsync("a"));
        Assert.Equal(["a"], await ListAsync());
        await using var next = new FileSystemDriver(Root.Path);
        await next.Project("p").Files.WriteAsync("a", "new");
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_watch_sees_what_another_process_writes()
    {
        await using IAsyncEnumerator<BlobChange> watch = Files.WatchAsync("d/", TimeSpan.FromMilliseconds(50), Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> next = watch.MoveNextAsync();
        using WorkerProcess worker = WorkerProcess.Start("blobcount", Root.Path, "p", "1", "d/n");
        Assert.True(await next);
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "d/n"), watch.Current);
        await worker.CompleteAsync();
    }
}
