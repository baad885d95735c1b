using System.Security;

namespace Ledgerline.PowerShell.Connections;

/// <summary>Where projects are, and how to get at them: a directory, or a schema of a database.</summary>
/// <param name="Driver">What keeps them.</param>
/// <param name="Root">The directory's full path, or the database's address. No secret.</param>
internal sealed record StoragePlace(LedgerDriver Driver, string Root)
{
    /// <summary>How to get at a database, with whatever secrets that takes; null for a directory.</summary>
    public SecureString? ConnectionString { get; init; }

    /// <summary>Whether missing and older tables are made and upgraded.</summary>
    public bool Migrates { get; init; } = true;

    /// <summary>The database's host, or hosts with commas between; null for a directory.</summary>
    public string? Host { get; init; }

    /// <summary>The database; null for a directory.</summary>
    public string? Database { get; init; }

    /// <summary>The schema that holds the tables; null for a directory.</summary>
    public string? Schema { get; init; }

    /// <summary>Who connects; null for a directory.</summary>
    public string? User { get; init; }

    /// <summary>A directory, by its full path.</summary>
    public static StoragePlace Directory(string path) => new(LedgerDriver.FileSystem, path);
}
