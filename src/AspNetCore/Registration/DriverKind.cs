namespace Ledgerline.AspNetCore;

/// <summary>Where data are kept, as configuration names it.</summary>
public enum DriverKind
{
    /// <summary>In a directory: <see cref="FileSystemDriver"/>.</summary>
    FileSystem,

    /// <summary>In memory, for as long as the application runs: <see cref="MemoryDriver"/>.</summary>
    Memory,

    /// <summary>In a PostgreSQL database: <see cref="PostgresDriver"/>.</summary>
    Postgres,
}
