using System.Text;
using Ledgerline.Drivers;
using Ledgerline.Postgres.Tests.Failures;
using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Documents;

/// <summary>The connection is lost while a document is changed: what was done is found out, and is done once.</summary>
[Collection(FailureCollection.Name)]
public sealed class LostWriteTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Terminations = 60;

    private readonly TestSchema _schema = new();
    private PostgresDriver _driver = null!;
    private PostgresDriver _other = null!;

    private IDocumentStore Store => _driver.Project("p").Store.OpenDocuments("set");

    private IDocumentStore OtherStore => _other.Project("p").Store.OpenDocuments("set");

    public async Task InitializeAsync()
    {
        _driver = _schema.Open();
        _other = new PostgresDriver(TestServer.ConnectionString, new PostgresDriverOptions { Schema = _schema.Name });
        await _driver.CreateProjectAsync("p");
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _other.DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Counting_in_a_document_while_sessions_are_ended_skips_no_number_and_puts_none_twice()
    {
        var documents = new DocumentLoad(_driver.Project("p"));
        await using var loops = new Loops();
        foreach (PostgresDriver driver in (PostgresDriver[])[_driver, _other])
        {
            documents.AddUpdater(loops, driver.Project("p"));
            documents.AddComparer(loops, driver.Project("p"));
            documents.AddWatcher(driver.Project("p"));
        }

        await loops.PassAsync();
        for (int i = 0; i < Terminations; i++)
        {
            await _schema.TerminateOneAsync();
            await Task.Delay(Random.Shared.Next(40));
        }

        await loops.PassAsync();
        await loops.StopAsync();
        await documents.CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_that_loses_its_connection_behind_the_change_is_stored_and_has_changed_once(bool isThere)
    {
        if (isThere)
        {
            await PutAsync(Store, "1");
        }

        int calls = 0;
        await Store.UpdateAsync(
            "a",
            current =>
            {
                calls++;
                EndSessions();
                return Encoding.UTF8.GetBytes($"[{(current is null ? "" : Text(current))}]");
            },
            null, default);
        Assert.Equal((1, isThere ? "[1]" : "[]"), (calls, Text(await OtherStore.GetAsync("a", default))));
    }

    [Fact]
    public async Task An_update_that_loses_its_connection_does_not_overwrite_what_another_put_meanwhile()
    {
        await PutAsync(Store, "1");
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await Store.UpdateAsync(
            "a",
            _ =>
            {
                EndSessions();
                PutAsync(OtherStore, "2").GetAwaiter().GetResult();
                return "3"u8.ToArray();
            },
            null, default));
        Assert.Equal(StorageErrorKind.Unavailable, e.Kind);
        Assert.Equal("2", Text(await Store.GetAsync("a", default)));
    }

    [Fact]
    public async Task A_put_a_deletion_and_conditions_that_lose_their_connections_while_they_wait_are_done_once()
    {
        string etag = await PutAsync(Store, "1");
        string second = Assert.IsType<KvPutResult.Stored>(await WhileEndedAsync(
            () => Store.PutAsync("a", "2"u8.ToArray(), PutCondition.IfMatch(etag), null, default))).ETag;
        Assert.IsType<KvPutResult.Stored>(await WhileEndedAsync(
            () => Store.PutAsync("a", "3"u8.ToArray(), PutCondition.Always, null, default)));
        Assert.Equal("3", Text(await OtherStore.GetAsync("a", default)));
        Assert.Equal(
            new KvPutResult.Conflict(ContentETag.Of("3"u8)),
            await Store.PutAsync("a", "4"u8.ToArray(), PutCondition.IfMatch(second), null, default));
        Assert.IsType<KvDeleteResult.Deleted>(await WhileEndedAsync(() => Store.DeleteAsync("a", null, default)));
        Assert.Null(await OtherStore.GetAsync("a", default));
    }

    private static async Task<string> PutAsync(IDocumentStore store, string content) => Assert.IsType<KvPutResult.Stored>(
        await store.PutAsync("a", Encoding.UTF8.GetBytes(content), PutCondition.Always, null, default)).ETag;

    private static string Text(StoredDocument? document) => Encoding.UTF8.GetString(document!.Content.Span);

    /// <summary>Ends all sessions of the first driver while its change waits for the document's row.</summary>
    private async Task<TResult> WhileEndedAsync<TResult>(Func<ValueTask<TResult>> change)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{TestServer.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand($"select 1 from {_schema.Name}.document for update", connection))
        {
            await hold.ExecuteNonQueryAsync();
        }

        Task<TResult> changing = change().AsTask();
        while (!await IsWaitingAsync())
        {
            await Task.Delay(5);
        }

        EndSessions();
        await transaction.RollbackAsync();
        return await changing.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<bool> IsWaitingAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(TestServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            $"select exists (select from pg_stat_activity where application_name = '{_schema.Name}' and wait_event_type = 'Lock')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private void EndSessions()
    {
        while (_schema.TerminateOneAsync().GetAwaiter().GetResult())
        {
        }
    }
}
