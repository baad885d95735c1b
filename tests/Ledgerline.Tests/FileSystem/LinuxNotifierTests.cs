using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What the system had no room to tell is told as lost.</summary>
public sealed class LinuxNotifierTests : INotificationTarget, IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly ManualResetEventSlim _goesOn = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinuxNotifier _notifier;

    public LinuxNotifierTests()
    {
        _notifier = (LinuxNotifier)Disk.At(_directory.Path).TryOpenNotifier(this)!;
        Assert.NotNull(_notifier.TryWatch(_directory.Path));
    }

    void INotificationTarget.OnChange(int directory, ReadOnlySpan<byte> name) => _goesOn.Wait();

    void INotificationTarget.OnLoss() => _lost.TrySetResult();

    public void Dispose()
    {
        _goesOn.Set();
        _notifier.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task More_changes_than_the_system_has_room_for()
    {
        int room = int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/inotify/max_queued_events"), (IFormatProvider?)null);
        await using (FileStream a = File.Create(Path.Combine(_directory.Path, "a")), b = File.Create(Path.Combine(_directory.Path, "b")))
        {
            // Two files in turn, because the system joins notifications that are alike; and what was read already.
            for (int i = 0; i < room + 1000; i++)
            {
                FileStream file = i % 2 == 0 ? a : b;
                file.WriteByte(1);
                file.Flush();
            }
        }

        _goesOn.Set();
        await _lost.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
