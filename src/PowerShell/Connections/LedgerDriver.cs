namespace Ledgerline.PowerShell;

/// <summary>What keeps projects, as <c>-Driver</c> names it.</summary>
public enum LedgerDriver
{
    /// <summary>Files below a directory.</summary>
    FileSystem,

    /// <summary>A PostgreSQL database.</summary>
    Postgres,
}
