using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A truncation that cannot be done changes nothing, and can be done later.</summary>
public sealed class FailedTruncationTests : IDisposable
{
    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FaultyDisk _disk = new() { Flushes = false };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("write history.jsonl.tmp")]
    [InlineData("flush history.jsonl.tmp")]
    public async Task Where_there_is_no_room_for_what_stays_nothing_has_happened(string failing)
    {
        byte[] content = "{\"seq\":1,\"ts\":1,\"data\":1}\nno entry\n{\"seq\":2,\"ts\":1,\"data\":2}\n{\"seq\":3,\"ts\":1,\"data\":3}\n"u8.ToArray();
        string path = _directory.WithLog("p", content);
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        _disk.OnCall = call => call == failing ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(async () => await log.TruncateBeforeAsync(2));
        Assert.Equal(content, await File.ReadAllBytesAsync(path));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!, "*" + Replacement.Suffix));
        Assert.False(File.Exists(path + ".quarantine") || File.Exists(path + ".head"));

        _disk.OnCall = static _ => null;
        Assert.Equal(2, (await log.TruncateBeforeAsync(2)).Removed);
        Assert.Equal(3, (await log.ReadAsync().SingleAsync()).Seq);
        Assert.Equal("no entry\n", await File.ReadAllTextAsync(path + ".quarantine"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_page_cache_alone_may_hold_is_not_dropped_from_it(bool isLost)
    {
        _directory.WithLog("p", "{\"seq\":1,\"ts\":1,\"data\":1}\n{\"seq\":2,\"ts\":1,\"data\":2}\n"u8.ToArray());
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        _disk.OnCall = call => isLost && call == "flush history.jsonl" ? FaultyDisk.Failure : null;
        ValueTask<TruncateResult> truncation = log.TruncateBeforeAsync(1);
        if (isLost)
        {
            await Assert.ThrowsAsync<StorageException>(async () => await truncation);
            Assert.DoesNotContain("drop history.jsonl", _disk.CallsSoFar());
        }
        else
        {
            Assert.Equal(1, (await truncation).Removed);
            Assert.InRange(_disk.CallsSoFar().IndexOf("flush history.jsonl"), 0, _disk.CallsSoFar().IndexOf("drop history.jsonl"));
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Two_pieces_of_work_have_both_ended_when_one_has_failed(bool firstFails, bool secondFails)
    {
        bool hasFirstEnded = false;
        bool hasSecondEnded = false;
        StorageException failure = Assert.Throws<StorageException>(() => Disk.Real.Both(
            () => End(ref hasFirstEnded, firstFails, "first"), () => End(ref hasSecondEnded, secondFails, "second")));
        Assert.True(hasFirstEnded && hasSecondEnded);
        Assert.Equal(firstFails ? "first" : "second", failure.Target);

        static void End(ref bool hasEnded, bool fails, string name)
        {
            hasEnded = true;
            if (fails)
            {
                throw new StorageException("end", name, "the test wants it", "Look at the test.");
            }
        }
    }
}
