namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>
/// A primary and a standby that has each commit before it is acknowledged. When the primary is killed, the standby is
/// promoted, and a new standby takes the place of the old primary.
/// </summary>
internal sealed class ReplicatedServers : IDisposable
{
    private readonly ServerFolder _folder = new();
    private int _made;

    public ReplicatedServers()
    {
        Primary = PostgresCluster.Start(_folder, NextName());
        Standby = Primary.StartStandby(NextName());
    }

    public PostgresCluster Primary { get; private set; }

    public PostgresCluster Standby { get; private set; }

    /// <summary>Connects to whichever of the two is the primary now.</summary>
    public string ConnectionString => ConnectionStringTo(Primary, Standby);

    /// <summary>Has commits wait for the standby from now on.</summary>
    public async Task SynchronizeAsync()
    {
        await Primary.ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await Primary.ExecuteAsync("select pg_reload_conf()");
        await Primary.WaitUntilAsync("select exists (select from pg_stat_replication where sync_state = 'sync' and state = 'streaming')");
    }

    /// <summary>Kills the primary and makes the standby the primary, which has no standby.</summary>
    public void FailOver()
    {
        Primary.Kill();
        Standby.Promote();
        (Primary, Standby) = (Standby, Primary);
    }

    /// <summary>Makes the dead server a standby of the living one, on its old port, and has commits wait for it.</summary>
    public async Task RejoinAsync()
    {
        Standby = Primary.StartStandby(NextName(), Standby.Port);
        await SynchronizeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static string ConnectionStringTo(params PostgresCluster[] servers) =>
        $"{PostgresCluster.ConnectionStringTo(string.Join(',', servers.Select(s => $"127.0.0.1:{s.Port}").Order(StringComparer.Ordinal)))};Target Session Attributes=primary";

    private string NextName() => $"server{++_made}";
}
