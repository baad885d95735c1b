
namespace Ledgerline.Tests.FileSystem;

/// <summary>
/// Each call that an operation makes to the disk fails in turn: once, or from there on until the disk is mended, or
/// because the process dies there. What was acknowledged is there afterwards, what was under way is there as a whole
/// or not at all, the count has no hole, nobody is locked out, no file stays open, and whoever lives works on.
/// </summary>
public sealed class EveryCallFailsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, (Func<FailingCall, Task> Prepare, Func<FailingCall, Task> Run)> Operations = new()
    {
        ["first append"] = (_ => Task.CompletedTask, c => c.AppendAsync(1)),
        ["first batch"] = (_ => Task.CompletedTask, c => c.AppendAsync(3)),
        ["first append of a process"] = (c => c.OthersAppendAsync(2), c => c.AppendAsync(1)),
        ["append"] = (c => c.AppendAsync(2), c => c.AppendAsync(1)),
        ["batch"] = (c => c.AppendAsync(2), c => c.AppendAsync(3)),
        ["large batch"] = (c => c.AppendAsync(2), c => c.AppendAsync(3, size: 700_000)),
        ["group"] = (c => c.AppendAsync(2), c => c.AppendGroupAsync()),
        ["append behind another process"] = (async c => { await c.AppendAsync(2); await c.OthersAppendAsync(2); }, c => c.AppendAsync(2)),
        ["append behind another process's truncation"] = (async c => { await c.AppendAsync(3); await c.OthersTruncateAsync(2); }, c => c.AppendAsync(2)),
        ["append behind a tear"] = (async c => { await c.AppendAsync(2); c.Tear("{\"seq\":3,\"ts\":1,\"da"); }, c => c.AppendAsync(2)),
        ["append behind half a batch"] = (async c => { await c.AppendAsync(2); c.Tear("{\"seq\":3,\"ts\":1,\"data\":1,\"more\":true}\n"); }, c => c.AppendAsync(1)),
        ["append to an empty truncated log"] = (async c => { await c.AppendAsync(2); await c.OthersTruncateAsync(2); }, c => c.AppendAsync(2)),
        ["import"] = (c => c.AppendAsync(2), c => c.ImportAsync(3)),
        ["first import of a process"] = (c => c.OthersAppendAsync(2), c => c.ImportAsync(3)),
        ["large import"] = (c => c.AppendAsync(2), c => c.ImportAsync(3, size: 700_000)),
        ["import that begins a log"] = (_ => Task.CompletedTask, c => c.ImportAsync(3, first: 5)),
        ["truncation"] = (c => c.AppendAsync(4), c => c.TruncateAsync(2)),
        ["truncation of everything"] = (c => c.AppendAsync(4), c => c.TruncateAsync(4)),
        ["second truncation"] = (async c => { await c.AppendAsync(4); await c.OthersTruncateAsync(1); }, c => c.TruncateAsync(3)),
        ["deletion"] = (async c => { await c.AppendAsync(4); await c.OthersTruncateAsync(1); }, c => c.DeleteLogAsync()),
        ["append that removes the oldest"] = (c => c.AppendAsync(4), c => c.AppendLimitedAsync(2)),
        ["completion"] = (c => c.AppendAsync(2), c => c.CompleteAsync()),
        ["completion behind another process"] = (async c => { await c.AppendAsync(2); await c.OthersTruncateAsync(1); }, c => c.CompleteAsync()),
        ["completion of an untouched log"] = (_ => Task.CompletedTask, c => c.CompleteAsync()),
        ["repair"] = (async c => { await c.AppendAsync(4); c.Damage(); }, c => c.RepairAsync()),
        ["repair of a torn end"] = (async c => { await c.AppendAsync(3); c.Damage(); c.Tear("{\"seq\":4,\"ts\":1,\"da"); }, c => c.RepairAsync()),
        ["repair that renumbers"] = (c => c.DuplicateAsync(), c => c.RepairAsync()),
        ["put"] = (_ => Task.CompletedTask, c => c.PutAsync()),
        ["replacing put"] = (c => c.PutAsync(), c => c.PutAsync()),
        ["conditional put"] = (c => c.PutAsync(), c => c.PutIfMatchAsync()),
        ["deletion of a document"] = (c => c.PutAsync(), c => c.DeleteDocumentAsync()),
    };

    public static TheoryData<string, DiskFault> Cases()
    {
        var cases = new TheoryData<string, DiskFault>();
        foreach (string name in Operations.Keys)
        {
            foreach (DiskFault fault in Enum.GetValues<DiskFault>())
            {
                cases.Add(name, fault);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Whichever_call_fails(string operation, DiskFault fault)
    {
        (Func<FailingCall, Task> prepare, Func<FailingCall, Task> run) = Operations[operation];
        int n = 0;
        bool wasReached;
        do
        {
            n++;
            await using var attempt = new FailingCall($"{operation}, call {n}, {fault}");
            await prepare(attempt).WaitAsync(Deadline);
            attempt.FailAt(n, fault);
            await run(attempt).WaitAsync(Deadline);
            wasReached = attempt.Mend();
            await attempt.CheckAsync().WaitAsync(Deadline);
        }
        while (wasReached);

        // An operation that makes no calls would prove nothing.
        Assert.True(n > 5, $"{operation} made {n - 1} calls");
    }
}
