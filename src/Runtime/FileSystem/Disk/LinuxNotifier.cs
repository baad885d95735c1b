using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>
/// One inotify instance and a thread that reads it. Users have few instances (128 is usual), so all directories of a
/// driver share one.
/// </summary>
internal sealed class LinuxNotifier : DirectoryNotifier
{
    /// <summary>Modify, attributes, moved from and to, create, delete, the directory itself moved; directories only.</summary>
    private const uint Mask = 0x2 | 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x800 | 0x1000000;
    private const uint Overflow = 0x4000;
    private const int HeaderSize = 16;
    private const int BufferSize = 16 * 1024;

    private readonly LinuxRoot _root;
    private readonly INotificationTarget _target;
    private readonly SafeFileHandle _notifier;
    private readonly SafeFileHandle _end;
    private volatile bool _isEnding;

    private LinuxNotifier(LinuxRoot root, INotificationTarget target, SafeFileHandle notifier, SafeFileHandle end)
    {
        _root = root;
        _target = target;
        _notifier = notifier;
        _end = end;
    }

    /// <summary>Starts one; null where a limit of descriptors or instances is reached.</summary>
    public static LinuxNotifier? TryOpen(LinuxRoot root, INotificationTarget target)
    {
        var notifier = new SafeFileHandle(LinuxCalls.NewNotifier(LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking), ownsHandle: true);
        var end = new SafeFileHandle(LinuxCalls.NewEvent(0, LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking), ownsHandle: true);
        if (notifier.IsInvalid || end.IsInvalid)
        {
            notifier.Dispose();
            end.Dispose();
            return null;
        }

        var opened = new LinuxNotifier(root, target, notifier, end);
        new Thread(opened.Run) { IsBackground = true, Name = "Ledgerline changes" }.Start();
        return opened;
    }

    public override int? TryWatch(string path)
    {
        int directory = _root.Open(path, LinuxCalls.PathOnly | LinuxCalls.Directory | LinuxCalls.CloseOnExec);
        if (directory < 0)
        {
            return null;
        }

        try
        {
            // The system watches by path only; this one leads to what was opened, whatever stands at the other by now.
            int watch = LinuxCalls.AddWatch(_notifier, string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory}"), Mask);
            return watch >= 0 ? watch : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            _ = LinuxCalls.Close(directory);
        }
    }

    public override void Unwatch(int directory)
    {
        try
        {
            // Fails where the directory is gone, and its watch with it.
            _ = LinuxCalls.RemoveWatch(_notifier, directory);
        }
        catch (ObjectDisposedException)
        {
            // All watches are gone.
        }
    }

    public override void Dispose()
    {
        _isEnding = true;
        try
        {
            _ = LinuxCalls.RaiseEvent(_end, 1);
        }
        catch (ObjectDisposedException)
        {
            // The thread has ended.
        }
    }

    private unsafe void Run()
    {
        // The handles stay open for as long as this thread uses their numbers, and it is the one that closes them.
        byte* buffer = stackalloc byte[BufferSize];
        LinuxPoll* files = stackalloc LinuxPoll[2];
        files[0] = new() { Descriptor = (int)_notifier.DangerousGetHandle(), Wanted = LinuxCalls.Readable };
        files[1] = new() { Descriptor = (int)_end.DangerousGetHandle(), Wanted = LinuxCalls.Readable };
        while (!_isEnding)
        {
            _ = LinuxCalls.Poll(files, 2, -1);
            if (LinuxCalls.Read(_notifier, buffer, BufferSize) is var length and > 0)
            {
                Tell(new(buffer, (int)length));
            }
        }

        _notifier.Dispose();
        _end.Dispose();
    }

    /// <summary>Takes <c>struct inotify_event</c>s apart: watch, mask, cookie, length of the name, name padded with NULs.</summary>
    private void Tell(ReadOnlySpan<byte> events)
    {
        while (events.Length >= HeaderSize)
        {
            int watch = MemoryMarshal.Read<int>(events);
            uint mask = MemoryMarshal.Read<uint>(events[4..]);
            int length = MemoryMarshal.Read<int>(events[12..]);
            ReadOnlySpan<byte> name = events.Slice(HeaderSize, length).TrimEnd((byte)0);
            events = events[(HeaderSize + length)..];
            if ((mask & Overflow) != 0)
            {
                _target.OnLoss();
            }
            else
            {
                _target.OnChange(watch, name);
            }
        }
    }
}
