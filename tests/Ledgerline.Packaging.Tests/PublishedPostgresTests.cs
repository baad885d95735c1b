using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Packaging.Tests;

/// <summary>The shop of <c>samples/Aot</c> on PostgreSQL, published natively: what is trimmed away there is trimmed here too.</summary>
[Collection(PackageCollection.Name)]
public sealed class PublishedPostgresTests(PackedLedgerline packed)
{
    /// <summary>The same day as on files, and then what one driver is told of another's changes.</summary>
    private const string Program =
        """
        using Aot;
        using Ledgerline;

        string connection = Environment.GetEnvironmentVariable("LEDGERLINE_POSTGRES")!;
        var options = new PostgresDriverOptions { Schema = Environment.GetEnvironmentVariable("SCHEMA")! };
        await using var driver = new PostgresDriver(connection, options);
        await new Shop("postgres", driver).OpenAsync();

        await using var other = new PostgresDriver(connection, options);
        await driver.CreateProjectAsync("p");
        Project watched = driver.Project("p");
        Project changed = other.Project("p");
        await using IAsyncEnumerator<LogEntry<JsonPayload>> entries = watched.History.SubscribeAsync().GetAsyncEnumerator();
        await using IAsyncEnumerator<KvChange> documents = watched.Meta.WatchAsync().GetAsyncEnumerator();
        ValueTask<bool> entry = entries.MoveNextAsync();
        ValueTask<bool> document = documents.MoveNextAsync();

        await changed.History.AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse($"\"{new string('x', 3000)}\""), 1000));
        await changed.Meta.PutAsync("key", JsonPayload.Parse("42"));
        await changed.Files.WriteAsync("a/b.txt", new string('y', 3_000_000));
        Console.WriteLine($"postgres: told of {await entry && entries.Current.Seq == 1} and {await document && documents.Current.Key == "key"}");
        Console.WriteLine($"postgres: {(await watched.Files.ReadAllTextAsync("a/b.txt"))?.Length} characters");
        """;

    [NativePostgresFact]
    public async Task A_program_on_PostgreSQL_published_natively_appends_reads_and_watches_and_was_compiled_without_a_warning()
    {
        using Consumer consumer = await packed.CreateConsumerAsync(
            PublishedTests.Sample, [PackedLedgerline.Library, PackedLedgerline.ForPostgres], ("PublishAot", "true"));
        await File.WriteAllTextAsync(Path.Combine(consumer.Directory, "Program.cs"), Program);

        await consumer.PublishAsync();

        string schema = TestServer.NewSchemaName();
        try
        {
            string output = await consumer.RunAsync(("LEDGERLINE_POSTGRES", TestServer.ConnectionString), ("SCHEMA", schema));
            Assert.Equal(
                [.. PublishedTests.DayOfTheShop("postgres"), "postgres: told of True and True", "postgres: 3000000 characters"],
                output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        }
        finally
        {
            await TestServer.DropSchemaAsync(schema);
        }
    }
}
