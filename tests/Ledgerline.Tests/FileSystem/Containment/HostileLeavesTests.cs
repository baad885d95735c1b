using System.Net.Sockets;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>What is no file, where a file should be, is refused at once: nobody waits at a pipe, nothing is read from a device.</summary>
public sealed class HostileLeavesTests : IDisposable
{
    private readonly Outside _outside = new();

    public void Dispose() => _outside.Dispose();

    public static TheoryData<bool, string, string, string> Cases()
    {
        var cases = new TheoryData<bool, string, string, string>();
        foreach ((bool walks, string kind) in
            from walks in (bool[])[false, true]
            from kind in (string[])["pipe", "socket", "device", "directory"]
            select (walks, kind))
        {
            cases.Add(walks, kind, "projects/p/.meta/history.jsonl", "Log.");
            cases.Add(walks, kind, "projects/p/.meta/history.jsonl.lock", "Log.AppendAsync");
            cases.Add(walks, kind, "projects/p/.meta/history.jsonl.head", "Log.AppendAsync");
            cases.Add(walks, kind, "projects/p/.meta/counters/a.json", "Kv.GetAsync");
            cases.Add(walks, kind, "projects/p/.meta/counters/.lock", "Kv.PutAsync");
            cases.Add(walks, kind, ".locks/p", "Log.AppendAsync");
            if (kind != "directory")
            {
                cases.Add(walks, kind, "projects", "Log.");
                cases.Add(walks, kind, "projects/p/.meta", "Log.AppendAsync");
                cases.Add(walks, kind, "projects/p/.meta/counters", "Kv.PutAsync");
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_refused_at_once(bool walks, string kind, string place, string refusing)
    {
        if (kind == "device" && !Environment.IsPrivilegedProcess)
        {
            // Only root can make one, so only root has to fear it.
            return;
        }

        string path = Path.Combine(_outside.Root, place);
        _outside.Remove(place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (kind)
        {
            case "pipe":
                SystemCalls.MakePipe(path);
                break;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            case "device":
                SystemCalls.MakeDevice(path, major: 1, minor: 5);
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }

        await using FileSystemDriver driver = _outside.Open(walks);

        // Deleting removes what stands there, which is right, and the others would find nothing to refuse.
        foreach (string member in StorageMembers.All.Cast<object[]>().Select(static row => (string)row[0])
            .OrderBy(static member => member.Contains("Delete", StringComparison.Ordinal)))
        {
            using var end = new CancellationTokenSource(
                member.Contains("Watch", StringComparison.Ordinal) || member.Contains("Subscribe", StringComparison.Ordinal) ? 20 : 60_000);

            // A call that waits at a pipe ends this test by this.
            Exception? failure = await Record.ExceptionAsync(
                () => Task.Run(() => StorageMembers.CallAsync(member, driver.Project("p"), end.Token)).WaitAsync(TimeSpan.FromSeconds(60)));
            if (failure is not null and not OperationCanceledException)
            {
                Assert.IsAssignableFrom<LedgerlineException>(failure);
            }

            if (member.StartsWith(refusing, StringComparison.Ordinal) && member is not ("Log.DeleteAsync" or "Log.Subscribe"))
            {
                Assert.True(failure is StorageException or ProjectNotFoundException, $"{member}: {failure}");
            }
        }
    }
}
