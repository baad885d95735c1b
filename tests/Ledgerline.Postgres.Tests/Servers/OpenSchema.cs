using System.Globalization;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>A driver on a schema of its own with the project "p", and SQL beside it, in which tables need no schema.</summary>
internal sealed class OpenSchema : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private OpenSchema(TestSchema schema)
    {
        Schema = schema;
        Driver = schema.Open();
        _database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(TestServer.ConnectionString) { SearchPath = schema.Name, ApplicationName = "sql" }.ConnectionString);
    }

    public TestSchema Schema { get; }

    public PostgresDriver Driver { get; }

    public Project Project => Driver.Project("p");

    public static async Task<OpenSchema> OpenAsync()
    {
        var opened = new OpenSchema(new TestSchema());
        await opened.Driver.CreateProjectAsync("p");
        return opened;
    }

    public ValueTask<NpgsqlConnection> ConnectAsync() => _database.OpenConnectionAsync();

    /// <summary>Runs statements.</summary>
    /// <returns>How many rows they changed.</returns>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of what a query finds, as text.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        List<string> rows = [];
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await Driver.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
