using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Ledgerline.Tests.FileSystem.RealDisk;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>
/// A server with data of its own on a free port of the loopback interface. Its flushes are real, its collation is not the
/// order of bytes, and it asks for a password.
/// </summary>
internal sealed class PostgresCluster
{
    private const string User = "postgres";

    /// <summary>Below the ports that systems give to connections: where a server is gone, none of those takes its place.</summary>
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Every server in this process has the same, so that one can follow another.</summary>
    private static readonly string Password = RandomNumberGenerator.GetHexString(32);

    private readonly ServerFolder _folder;
    private readonly string _name;
    private readonly MountedDirectory? _mount;
    private readonly string[] _prefix;
    private readonly string _data;
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    /// <param name="folder">Where it is.</param>
    /// <param name="name">Its name, alone in the folder.</param>
    /// <param name="mount">Where its data are, if not in the folder.</param>
    /// <param name="port">Its port; null for a free one.</param>
    private PostgresCluster(ServerFolder folder, string name, MountedDirectory? mount, int? port)
    {
        _folder = folder;
        _name = name;
        _mount = mount;
        _data = mount is null ? Path.Combine(folder.Path, name) : "/mnt/data";
        _prefix = [.. mount is null ? [] : (string[])["nsenter", $"--mount={mount.Namespace}", "--"], .. ServerFolder.AsUser];
        Port = port ?? FreePort();
    }

    public int Port { get; }

    /// <summary>For the superuser, to the database that is there from the start.</summary>
    public string ConnectionString => ConnectionStringTo($"127.0.0.1:{Port}");

    /// <summary>The server's own log.</summary>
    public string LogFile => Path.Combine(_folder.Path, $"{_name}.log");

    private string PidFile => Path.Combine(_folder.Path, $"{_name}.pid");

    /// <summary>For the superuser.</summary>
    /// <param name="hosts">With their ports, as Npgsql takes them.</param>
    public static string ConnectionStringTo(string hosts) => new NpgsqlConnectionStringBuilder
    {
        Host = hosts,
        Username = User,
        Password = Password,
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">Its name, alone in the folder.</param>
    /// <param name="mount">A small file system for its data, if they are not to be in the folder.</param>
    /// <param name="logInFolder">Whether its write-ahead log is in the folder all the same.</param>
    /// <param name="logSegmentMegabytes">The size of a file of its write-ahead log: small ones are made quickly.</param>
    /// <param name="settings">Beside those that every test's server has.</param>
    public static PostgresCluster Start(
        ServerFolder folder,
        string name,
        MountedDirectory? mount = null,
        bool logInFolder = false,
        int logSegmentMegabytes = 1,
        params (string Name, string Value)[] settings)
    {
        var cluster = new PostgresCluster(folder, name, mount, null);
        foreach ((string setting, string value) in settings)
        {
            cluster._settings[setting] = value;
        }

        if (mount is not null)
        {
            ServerFolder.Give(mount.Path);
        }

        string password = Path.Combine(folder.Path, $"{name}.password");
        File.WriteAllText(password, Password);
        ServerFolder.Give(password);

        // A collation that is not the order of bytes finds every comparison that relies on it.
        cluster.Run(
            "initdb",
            [
                "-D", cluster._data, "-U", User, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8",
                "--locale-provider=icu", "--icu-locale=en-US", "--no-sync", $"--wal-segsize={logSegmentMegabytes}",
                .. logInFolder ? (string[])[$"--waldir={Path.Combine(folder.Path, $"{name}-wal")}"] : [],
            ]);
        File.Delete(password);
        cluster.Start();
        return cluster;
    }

    /// <summary>Makes a copy of this server's data and starts it as a standby, which follows this server.</summary>
    /// <param name="name">Its name, alone in the folder.</param>
    /// <param name="port">Its port; null for a free one.</param>
    public PostgresCluster StartStandby(string name, int? port = null)
    {
        var standby = new PostgresCluster(_folder, name, null, port);
        standby.Run(
            "pg_basebackup",
            [
                "-d", ProgramsTo("postgres"), "-D", standby._data, "--write-recovery-conf",
                "--wal-method=stream", "--checkpoint=fast", "--no-sync",
            ]);
        standby.Start();
        return standby;
    }

    /// <summary>Copies a schema, as it is at one moment, into a database of its own, as an administrator restores a backup.</summary>
    /// <returns>Connects to that database.</returns>
    public async Task<string> CopyAsync(string schema, string database)
    {
        string file = Path.Combine(_folder.Path, $"{database}.dump");
        Run("pg_dump", ["-d", ProgramsTo("postgres"), $"--schema={schema}", "--format=custom", $"--file={file}"]);
        await ExecuteAsync($"create database {database}");
        Run("pg_restore", ["-d", ProgramsTo(database), "--exit-on-error", file]);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;
    }

    /// <summary>Starts it where it was stopped or killed, on the same port.</summary>
    public void Start()
    {
        string options = string.Join(' ', _settings
            .Append(new("port", $"{Port}"))
            .Append(new("listen_addresses", "127.0.0.1"))
            .Append(new("unix_socket_directories", ""))
            .Append(new("external_pid_file", PidFile))
            .Append(new("cluster_name", _name))
            .Append(new("lc_messages", "C"))
            .Append(new("max_connections", "300"))
            .Select(s => $"-c {s.Key}={s.Value}"));
        try
        {
            Run("pg_ctl", ["start", "-w", "-D", _data, "-l", LogFile, "-o", options]);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message} {Log()}", e);
        }
    }

    /// <summary>Starts it where it has ended by itself.</summary>
    public void StartIfDown()
    {
        if (!IsPortTaken())
        {
            Start();
        }
    }

    public void Stop(StopMode mode) =>
        Run("pg_ctl", ["stop", "-w", "-D", _data, "-m", mode.ToString().ToLowerInvariant()]);

    /// <summary>Ends every process of the server at once with SIGKILL, as when its machine is gone.</summary>
    public void Kill()
    {
        using (Process postmaster = Process.GetProcessById(int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture)))
        {
            postmaster.Kill(entireProcessTree: true);
        }

        for (var waited = Stopwatch.StartNew(); IsPortTaken(); Thread.Sleep(5))
        {
            ThrowIfLate(waited, "ended, though it was killed");
        }

        File.Delete(PidFile);
        File.Delete(Path.Combine(_mount is null ? _data : Path.Combine(_mount.Path, "data"), "postmaster.pid"));
    }

    /// <summary>Makes a standby the primary.</summary>
    public void Promote() => Run("pg_ctl", ["promote", "-w", "-D", _data]);

    /// <summary>Runs a statement of the superuser in a session of its own.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a question of the superuser is answered with true.</summary>
    public async Task WaitUntilAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        for (var waited = Stopwatch.StartNew(); await command.ExecuteScalarAsync() is not true; await Task.Delay(10))
        {
            ThrowIfLate(waited, $"come to: {sql}");
        }
    }

    /// <summary>What the server said last.</summary>
    public string Log() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(20)) : "";

    /// <summary>Connects to a database, as PostgreSQL's own programs take it.</summary>
    private string ProgramsTo(string database) => $"host=127.0.0.1 port={Port} user={User} password={Password} dbname={database}";

    private void ThrowIfLate(Stopwatch waited, string what)
    {
        if (waited.Elapsed > Deadline)
        {
            throw new TimeoutException($"{_name} has not {what}, in {Deadline}.");
        }
    }

    private static int FreePort()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(FirstPort, LastPort);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Another one, then.
            }
        }
    }

    private bool IsPortTaken()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Run(string program, string[] arguments)
    {
        string[] command = [.. _prefix, PostgresBinaries.Of(program), .. arguments];
        Command.Run(command[0], command[1..]);
    }
}
