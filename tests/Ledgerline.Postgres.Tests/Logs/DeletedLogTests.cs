using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Logs;

/// <summary>What a deletion keeps of a log: the ids of batches that may still be on their way, for as long as they may be.</summary>
public sealed class DeletedLogTests
{
    [Fact]
    public async Task The_row_of_a_deleted_log_stays_while_a_batch_that_was_given_up_may_arrive_and_counts_as_no_log()
    {
        await using OpenSchema open = await OpenSchema.OpenAsync();
        AppendLog<JsonPayload> log = open.Project.Log("l");
        await log.AppendAsync(JsonPayload.Parse("1"));
        await log.CompleteAsync();
        await AbandonAsync(open, DateTimeOffset.UtcNow);
        Assert.True(await log.DeleteAsync());
        Assert.Equal(["1"], await open.RowsAsync("select count(*) from log"));
        Assert.Equal(["0"], await open.RowsAsync("select count(*) from entry"));
        Assert.Empty(await open.Project.ListLogsAsync().ToListAsync());
        Assert.False(await log.DeleteAsync());

        await AbandonAsync(open, DateTimeOffset.UtcNow.AddHours(-1));
        Assert.False(await log.DeleteAsync());
        Assert.Equal(["0"], await open.RowsAsync("select count(*) from log"));
        Assert.Equal(new AppendResult(1, 1), await log.AppendAsync(JsonPayload.Parse("1")));
    }

    private static async Task AbandonAsync(OpenSchema open, DateTimeOffset time) =>
        Assert.Equal(1, await open.ExecuteAsync($"update log set abandoned = array['{Guid.CreateVersion7(time)}'::uuid]"));
}
