using Microsoft.Data.Sqlite;

namespace Ledgerline.Bench.Peers;

/// <summary>A table with the entry's members as columns, WAL, and prepared statements on one open connection.</summary>
internal sealed class SqliteLog : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _after;

    private SqliteLog(SqliteConnection connection)
    {
        _connection = connection;
        _insert = Prepare(
            connection,
            "INSERT INTO tweaks (ts, kind, file, turn, n) VALUES ($ts, $kind, $file, $turn, $n)",
            ("$ts", SqliteType.Integer), ("$kind", SqliteType.Text), ("$file", SqliteType.Text),
            ("$turn", SqliteType.Text), ("$n", SqliteType.Integer));
        _newest = Prepare(
            connection,
            "SELECT seq, ts, kind, file, turn, n FROM tweaks ORDER BY seq DESC LIMIT $limit", ("$limit", SqliteType.Integer));
        _after = Prepare(
            connection,
            "SELECT seq, ts, kind, file, turn, n FROM tweaks WHERE seq > $seq ORDER BY seq LIMIT $limit",
            ("$seq", SqliteType.Integer), ("$limit", SqliteType.Integer));
    }

    /// <summary>A new log; every commit is durable with <c>synchronous=FULL</c>.</summary>
    public static SqliteLog Create(string directory)
    {
        SqliteConnection connection = Connect(directory, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "CREATE TABLE tweaks (seq INTEGER PRIMARY KEY, ts INTEGER, kind TEXT, file TEXT, turn TEXT, n INTEGER)");
        return new SqliteLog(connection);
    }

    /// <summary>A log that is there.</summary>
    public static SqliteLog Open(string directory) => new(Connect(directory, SqliteOpenMode.ReadWrite));

    /// <summary>Opens a log that is there only to find its last number.</summary>
    public static (SqliteConnection Connection, long LastSeq) OpenToLastSeq(string directory)
    {
        var connection = new SqliteConnection(ConnectionString(directory, SqliteOpenMode.ReadWrite));
        connection.Open();
        return (connection, (long)Execute(connection, "SELECT max(seq) FROM tweaks")!);
    }

    /// <summary>One insert, and so one commit, at a time.</summary>
    public void AppendEach(Tweak[] tweaks)
    {
        foreach (Tweak tweak in tweaks)
        {
            Insert(tweak);
        }
    }

    /// <summary>One transaction.</summary>
    public void AppendBatch(IEnumerable<Tweak> tweaks)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (Tweak tweak in tweaks)
        {
            Insert(tweak);
        }

        transaction.Commit();
        _insert.Transaction = null;
    }

    public Tally ReadNewest(int limit)
    {
        _newest.Parameters[0].Value = limit;
        return Read(_newest);
    }

    public Tally ReadAfter(long seq, int limit)
    {
        _after.Parameters[0].Value = seq;
        _after.Parameters[1].Value = limit;
        return Read(_after);
    }

    public Tally Tally() => ReadAfter(0, -1);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static Tally Read(SqliteCommand select)
    {
        using SqliteDataReader reader = select.ExecuteReader();
        Tally tally = default;
        while (reader.Read())
        {
            _ = reader.GetInt64(0);
            _ = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1));
            var tweak = new Tweak(reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5));
            tally = tally.With(tweak.N);
        }

        return tally;
    }

    /// <summary>A connection with this class's settings.</summary>
    public static SqliteConnection Connect(string directory, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(directory, mode));
        connection.Open();
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA cache_size=-65536");
        Execute(connection, "PRAGMA mmap_size=1073741824");
        return connection;
    }

    private static string ConnectionString(string directory, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(directory, "tweaks.sqlite"),
        Mode = mode,
        Pooling = false,
    }.ToString();

    public static object? Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private void Insert(Tweak tweak)
    {
        SqliteParameterCollection values = _insert.Parameters;
        values[0].Value = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        values[1].Value = tweak.Kind;
        values[2].Value = tweak.File;
        values[3].Value = tweak.Turn;
        values[4].Value = tweak.N;
        _insert.ExecuteNonQuery();
    }

    public static SqliteCommand Prepare(
        SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, SqliteType type) in parameters)
        {
            command.Parameters.Add(name, type);
        }

        command.Prepare();
        return command;
    }
}
