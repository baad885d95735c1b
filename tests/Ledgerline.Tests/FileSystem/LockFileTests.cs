using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The lock between processes lets one in at a time, and everyone in turn.</summary>
public sealed class LockFileTests : IDisposable
{
    private readonly DataDirectory _directory = new();

    private string LockPath => Path.Combine(_directory.Path, "a.lock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void One_holder_excludes_the_next()
    {
        using LockFile first = New();
        using LockFile second = New();
        Assert.True(first.TryAcquire());
        Assert.False(second.TryAcquire());
        first.Release();
        Assert.True(second.TryAcquire());
    }

    [Fact]
    public async Task Who_releases_cannot_take_the_lock_again_before_someone_who_waits()
    {
        using LockFile first = New();
        using LockFile second = New();
        Assert.True(first.TryAcquire());
        Task<bool> waiting = Task.Run(() => second.Acquire(CancellationToken.None));
        using DiskFile look = Disk.Real.Open(LockPath, DiskOpen.Read)!;
        while (!look.IsGateTaken())
        {
            await Task.Yield();
        }

        first.Release();
        Assert.False(first.TryAcquire());
        Assert.True(await waiting);
        Assert.False(first.TryAcquire());
        second.Release();
        Assert.True(first.TryAcquire());
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_leaves_the_lock_to_others()
    {
        using LockFile first = New();
        using LockFile second = New();
        using LockFile third = New();
        Assert.True(first.TryAcquire());
        using var cancel = new CancellationTokenSource();
        Task<bool> waiting = Task.Run(() => second.Acquire(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Release();
        Assert.True(third.TryAcquire());
    }

    [Fact]
    public void A_lock_file_that_was_removed_by_hand_locks_nobody_out_and_nobody_in()
    {
        using LockFile first = New();
        using LockFile second = New();
        Assert.True(first.TryAcquire());
        first.Release();
        File.Delete(LockPath);
        Assert.True(first.Acquire(CancellationToken.None));
        Assert.False(second.TryAcquire());
    }

    [Fact]
    public void The_epoch_is_seen_by_who_opens_the_file_and_rises()
    {
        using LockFile first = New();
        Assert.True(first.TryAcquire());
        using DiskFile look = Disk.Real.Open(LockPath, DiskOpen.Read)!;
        Assert.Equal(0, LockFile.ReadEpoch(look));
        first.RaiseEpoch();
        Assert.Equal((2, 2), (first.Epoch, LockFile.ReadEpoch(look)));
    }

    [Fact]
    public void A_flush_that_is_owed_is_known_to_every_process_until_it_is_settled()
    {
        using LockFile first = New();
        using LockFile second = New();
        Assert.True(first.TryAcquire());
        first.OweFlush();
        first.RaiseEpoch();
        first.Release();
        Assert.True(second.TryAcquire());
        Assert.True(second.IsFlushOwed);
        long before = second.Epoch;
        second.SettleFlush();
        Assert.False(first.IsFlushOwed);
        Assert.True(first.Epoch > before);
    }

    [Fact]
    public void Without_its_directory_there_is_no_lock()
    {
        using var nowhere = new LockFile(Disk.Real, Path.Combine(_directory.Path, "none", "a.lock"), LockPath);
        Assert.False(nowhere.TryAcquire());
        Assert.False(nowhere.Acquire(CancellationToken.None));
    }

    private LockFile New() => new(Disk.Real, LockPath, companion: Path.Combine(_directory.Path, "a"));
}
