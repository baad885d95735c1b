using Ledgerline.FileSystem;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Only a notification names a file: the clock behind it says no more than that somebody should look.</summary>
public sealed class ChangeSourceTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private string Watched => Path.Combine(_directory.Path, "watched");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_directory_that_is_made_later_and_removed_and_made_again_is_watched_each_time()
    {
        using ChangeSource source = new(Disk.Real);
        using Listener hints = Listener.Of(source, Watched);
        for (int round = 1; round <= 3; round++)
        {
            Directory.CreateDirectory(Watched);
            await AssertChangesAreNamedAsync(hints, Watched, $"round {round}");
            Directory.Delete(Watched, recursive: true);
        }
    }

    [Fact]
    public async Task A_directory_that_takes_the_place_of_another_one_is_watched_instead()
    {
        using ChangeSource source = new(Disk.Real);
        Directory.CreateDirectory(Watched);
        using Listener hints = Listener.Of(source, Watched);
        await AssertChangesAreNamedAsync(hints, Watched, "before");
        Directory.Move(Watched, Watched + ".old");
        Directory.CreateDirectory(Watched);
        await AssertChangesAreNamedAsync(hints, Watched, "after");
    }

    [Fact]
    public async Task Below_a_directory_that_takes_the_place_of_another_one_too()
    {
        using ChangeSource source = new(Disk.Real);
        string below = Path.Combine(Watched, "below");
        Directory.CreateDirectory(below);
        using Listener hints = Listener.Of(source, below);
        await AssertChangesAreNamedAsync(hints, below, "before");
        Directory.Move(Watched, Watched + ".old");
        Directory.CreateDirectory(below);
        await AssertChangesAreNamedAsync(hints, below, "after");
    }

    [Fact]
    public async Task Two_paths_to_one_directory_are_both_told_and_one_goes_on_without_the_other()
    {
        using ChangeSource source = new(Disk.Real);
        Directory.CreateDirectory(Watched);
        string otherPath = Path.Combine(_directory.Path, ".", "watched");
        using Listener here = Listener.Of(source, Watched);
        using Listener there = Listener.Of(source, otherPath);
        await AssertChangesAreNamedAsync(here, Watched, "first");
        await AssertChangesAreNamedAsync(there, Watched, "second");
        here.Dispose();
        await AssertChangesAreNamedAsync(there, Watched, "third");
    }

    [Fact]
    public async Task Where_no_notifications_are_to_be_had_the_clock_goes_on_alone()
    {
        using ChangeSource source = new(new FaultyDisk { GivesNotifications = false });
        Directory.CreateDirectory(Watched);
        using Listener hints = Listener.Of(source, Watched);
        for (int i = 0; i < 3; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(Watched, "file"), "x", _deadline);
            Assert.Equal("", await hints.Files.TakeAsync(_deadline));
        }
    }

    [Fact]
    public async Task A_listener_that_comes_after_a_pause_is_told_too()
    {
        using ChangeSource source = new(Disk.Real);
        Directory.CreateDirectory(Watched);
        for (int round = 1; round <= 3; round++)
        {
            using (Listener hints = Listener.Of(source, Watched))
            {
                await AssertChangesAreNamedAsync(hints, Watched, $"round {round}");
            }

            // Longer than the clock takes to end what nobody uses.
            await Task.Delay(500, _deadline);
        }
    }

    [Fact]
    public async Task Notifications_that_nobody_waits_for_are_given_up_and_taken_up_again_when_somebody_waits()
    {
        using ChangeSource source = new(Disk.Real);
        Directory.CreateDirectory(Watched);
        using Listener hints = Listener.Of(source, Watched);
        for (int round = 1; round <= 3; round++)
        {
            hints.IsWaiting = false;
            while (IsWatched())
            {
                await File.AppendAllTextAsync(Path.Combine(Watched, "busy"), "x", _deadline);
                await Task.Delay(1, _deadline);
            }

            hints.Files.TakeAll();
            hints.IsWaiting = true;
            hints.Watch.OnWaiting();
            Assert.True(IsWatched());
            Assert.Equal("", await hints.Files.TakeAsync(_deadline));
            await AssertChangesAreNamedAsync(hints, Watched, $"round {round}");
        }

        bool IsWatched() => Notifications.Of(Watched) > 0;
    }

    [Fact]
    public async Task One_listener_that_waits_is_enough_for_all_of_a_directory()
    {
        using ChangeSource source = new(Disk.Real);
        Directory.CreateDirectory(Watched);
        using Listener stalled = Listener.Of(source, Watched);
        using Listener waiting = Listener.Of(source, Watched);
        stalled.IsWaiting = false;
        for (int i = 0; i < 100; i++)
        {
            await AssertChangesAreNamedAsync(waiting, Watched, $"file {i}");
        }

        Assert.Equal(1, Notifications.Of(Watched));
    }

    /// <summary>Changes a file until its name comes: a directory that was just made may not be watched yet.</summary>
    private async Task AssertChangesAreNamedAsync(Listener listener, string directory, string file)
    {
        do
        {
            await File.AppendAllTextAsync(Path.Combine(directory, file), "x", _deadline);
            await Task.Delay(1, _deadline);
        }
        while (!listener.Files.TakeAll().Contains(file));
    }
}
