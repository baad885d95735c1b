using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>Verifying and repairing what is sound finds and changes nothing.</summary>
public abstract class MaintenanceContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Theory]
    [InlineData("untouched")]
    [InlineData("filled")]
    [InlineData("truncated")]
    [InlineData("emptied")]
    [InlineData("completed")]
    public async Task A_sound_log_has_no_fault_and_a_repair_leaves_it_as_it_is(string state)
    {
        await PrepareAsync(state);
        LogInfo before = await Log.GetInfoAsync();
        List<LogEntry<RunEvent>> entries = await ReadAsync();
        Assert.Empty(await Log.VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        LogRepairOptions[] ways = [new(), new() { Backup = true }, new() { Renumber = true }];
        foreach (LogRepairOptions way in ways)
        {
            Assert.Equal(
                new LogRepairResult(entries.Count, 0, 0, 0, null),
                await RivalProject.Log(Definitions.History).RepairAsync(way, Deadline));
            Assert.Equal(before, await Log.GetInfoAsync());
            Assert.Equal(entries, await ReadAsync());
        }
    }

    [Fact]
    public async Task A_verification_tells_how_far_it_has_come_up_to_the_end()
    {
        await Log.AppendBatchAsync(Enumerable.Range(0, 300).Select(n => new RunEvent.Started(new string('x', 1000))));
        Inbox<LogProgress> told = new();
        Assert.Empty(await Log.VerifyAsync(new Progress(told), Deadline).ToListAsync(Deadline));
        List<LogProgress> progress = told.TakeAll();
        long size = (await Log.GetInfoAsync()).SizeInBytes;
        Assert.Equal(new LogProgress(size, size, 300), progress[^1]);
        Assert.Equal(progress.Select(p => p.BytesRead).Order(), progress.Select(p => p.BytesRead));
    }

    [Fact]
    public async Task Verifying_while_others_append_and_truncate_finds_nothing()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        AppendLog<RunEvent> rival = RivalProject.Log(Definitions.History);
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await (i % 2 == 0 ? Log : rival).AppendBatchAsync(Events(1, 5), Durability.Buffered, CancellationToken.None);
                if (i % 10 == 9)
                {
                    await rival.TruncateBeforeAsync((await Log.GetInfoAsync()).LastSeq - 20, CancellationToken.None);
                }
            }
        });
        for (int i = 0; i < 50; i++)
        {
            Assert.Empty(await Log.VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        }

        await stop.CancelAsync();
        await writing.WaitAsync(Deadline);
    }

    private async Task PrepareAsync(string state)
    {
        if (state == "untouched")
        {
            return;
        }

        await FillAsync(8);
        switch (state)
        {
            case "truncated":
                await Log.TruncateBeforeAsync(3);
                break;
            case "emptied":
                await Log.TruncateBeforeAsync(8);
                break;
            case "completed":
                await Log.TruncateBeforeAsync(2);
                await Log.CompleteAsync();
                break;
            default:
                break;
        }
    }

    /// <summary>Tells at once, on the reader's thread.</summary>
    private sealed class Progress(Inbox<LogProgress> inbox) : IProgress<LogProgress>
    {
        public void Report(LogProgress value) => inbox.Add(value);
    }
}
