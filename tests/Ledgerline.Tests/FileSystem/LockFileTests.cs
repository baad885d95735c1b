using Ledgerline.FileSystem;
using Ledgerline.Tests.FileSystem.Containment;

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

    [Theory]
    [InlineData("write")]
    [InlineData("status")]
    [InlineData("gate")]
    [InlineData("lock")]
    [InlineData("unlock")]
    public void A_failure_between_taking_and_using_the_lock_locks_nobody_out(string verb)
    {
        var disk = new FaultyDisk();
        using var first = new LockFile(disk, LockPath, _directory.Path);
        using LockFile second = New();
        bool isBroken = true;
        disk.OnCall = call => isBroken && call.StartsWith(verb + " ", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        Exception? failure = Record.Exception(() => _ = first.TryAcquire());
        if (failure is null)
        {
            first.Release();
        }
        else
        {
            Assert.Same(FaultyDisk.Failure, failure);
            Assert.Empty(disk.OpenFiles);
        }

        Assert.True(second.TryAcquire());
        second.Release();
        isBroken = false;
        Assert.True(first.TryAcquire());
    }

    [Theory]
    [InlineData("enter")]
    [InlineData("leave")]
    public async Task A_failure_while_waiting_leaves_the_gate_and_the_lock_to_others(string verb)
    {
        var disk = new FaultyDisk { OnCall = call => call.StartsWith(verb, StringComparison.Ordinal) ? FaultyDisk.Failure : null };
        using var waiting = new LockFile(disk, LockPath, _directory.Path);
        using LockFile holder = New();
        using LockFile third = New();
        Assert.True(holder.TryAcquire());
        Task<bool> acquire = Task.Run(() => waiting.Acquire(CancellationToken.None));
        while (!disk.CallsSoFar().Contains("enter a.lock"))
        {
            await Task.Yield();
        }

        holder.Release();
        await Assert.ThrowsAsync<StorageException>(() => acquire);
        Assert.True(third.TryAcquire());
    }

    [Fact]
    public void A_lock_file_belongs_to_whom_its_directory_belongs_to()
    {
        SystemCalls.ChangeMode(_directory.Path, 0b111_101_101);
        if (Environment.IsPrivilegedProcess)
        {
            SystemCalls.ChangeOwner(_directory.Path, 12345, 12345);
        }

        using var first = new LockFile(Disk.Real, LockPath, _directory.Path);
        Assert.True(first.TryAcquire());
        FileOwner owner = Disk.Real.Status(_directory.Path)!.Value.Owner;
        Assert.Equal(owner with { Permissions = 0b110_100_100 }, Disk.Real.Status(LockPath)!.Value.Owner);
    }

    [Fact]
    public void A_lock_file_that_is_a_link_to_nowhere_is_told_and_not_waited_for()
    {
        File.CreateSymbolicLink(LockPath, Path.Combine(_directory.Path, "none", "a.lock"));
        using LockFile first = New();
        StorageException e = Assert.Throws<StorageException>(() => first.Acquire(CancellationToken.None));
        Assert.Equal(LockPath, e.Target);
    }

    [Fact]
    public void The_epoch_is_seen_by_who_opens_the_file_and_rises()
    {
        using LockFile first = New();
        Assert.True(first.TryAcquire());
        using DiskFile look = Disk.Real.Open(LockPath, DiskOpen.Read)!;
        Assert.Equal(0, LockFile.ReadEpoch(look));
        first.RaiseEpoch();
        Assert.Equal((1, 1), (first.Epoch, LockFile.ReadEpoch(look)));
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
