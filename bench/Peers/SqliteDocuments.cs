using System.Text.Json;
using Ledgerline.Bench.Measurement;
using Microsoft.Data.Sqlite;

namespace Ledgerline.Bench.Peers;

/// <summary>A table of documents by key, and a prepared select on one open connection.</summary>
internal sealed class SqliteDocuments : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;

    public SqliteDocuments(string directory, int count)
    {
        _connection = SqliteLog.Connect(directory, SqliteOpenMode.ReadWriteCreate);
        SqliteLog.Execute(_connection, "PRAGMA journal_mode=WAL");
        SqliteLog.Execute(_connection, "CREATE TABLE documents (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID");
        using (SqliteTransaction transaction = _connection.BeginTransaction())
        {
            using SqliteCommand insert = SqliteLog.Prepare(
                _connection,
                "INSERT INTO documents (key, value) VALUES ($key, $value)",
                ("$key", SqliteType.Text), ("$value", SqliteType.Blob));
            insert.Transaction = transaction;
            string[] keys = Documents.Keys(count);
            for (int n = 0; n < count; n++)
            {
                insert.Parameters[0].Value = keys[n];
                insert.Parameters[1].Value = Documents.Encode(n);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        _select = SqliteLog.Prepare(_connection, "SELECT value FROM documents WHERE key = $key", ("$key", SqliteType.Text));
    }

    /// <summary>Gets one after the other, each deserialized by System.Text.Json's generated code.</summary>
    public void Get(string[] keys, int gets)
    {
        long sum = 0;
        for (int i = 0; i < gets; i++)
        {
            _select.Parameters[0].Value = keys[i % keys.Length];
            using SqliteDataReader reader = _select.ExecuteReader();
            reader.Read();
            sum += JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), PeerContext.Default.Conversation)!.N;
        }

        Expect.Equal(RawDocuments.SumOf(keys.Length, gets), sum);
    }

    public async ValueTask DisposeAsync()
    {
        await _select.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
