using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Ledgerline.Bench.Web;

/// <summary>Waits for any of many sockets: epoll, without anything around it.</summary>
internal sealed partial class Poll : IDisposable
{
    /// <summary>How many sockets a wait tells of at most.</summary>
    public const int Most = 256;

    private const int AddSocket = 1;
    private const int In = 1;
    private const int CloseOnExec = 0x80000;

    private readonly int _epoll = Check(Create(CloseOnExec));

    public void Add(SafeHandle socket, int number)
    {
        Span<byte> eventBytes = stackalloc byte[16];
        Put(eventBytes, In, number);
        Check(Control(_epoll, AddSocket, socket, ref MemoryMarshal.GetReference(eventBytes)));
    }

    /// <summary>Waits until a socket can be read from.</summary>
    /// <param name="ready">Takes the numbers of those that can.</param>
    /// <returns>How many.</returns>
    public int Wait(Span<int> ready)
    {
        Span<byte> events = stackalloc byte[Most * Size];
        int count;
        do
        {
            count = WaitFor(_epoll, ref MemoryMarshal.GetReference(events), Most, -1);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == 4);

        Check(count);
        for (int i = 0; i < count; i++)
        {
            ready[i] = MemoryMarshal.Read<int>(events[((i * Size) + DataAt)..]);
        }

        return count;
    }

    public void Dispose() => Check(Close(_epoll));

    // struct epoll_event is packed on x64 alone.
    private static int DataAt => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private static int Size => DataAt + 8;

    private static void Put(Span<byte> target, int events, int number)
    {
        MemoryMarshal.Write(target, events);
        MemoryMarshal.Write(target[DataAt..], number);
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, SafeHandle socket, ref byte eventBytes);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitFor(int epoll, ref byte events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
