using Ledgerline;

/// <summary>Where a worker's data are.</summary>
internal static class WorkerRoot
{
    private const string Postgres = "postgres:";

    /// <summary>Opens a directory, or <c>postgres:SCHEMA</c> by the connection string in <c>LEDGERLINE_POSTGRES</c>.</summary>
    public static IStorageDriver Open(string root) => root.StartsWith(Postgres, StringComparison.Ordinal)
        ? new PostgresDriver(Environment.GetEnvironmentVariable("LEDGERLINE_POSTGRES")!, new() { Schema = root[Postgres.Length..] })
        : new FileSystemDriver(root);
}
