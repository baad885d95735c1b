using Ledgerline.PowerShell.Connections;

namespace Ledgerline.PowerShell;

/// <summary>A connection of the session, as <c>Connect-Ledger</c> and <c>Get-LedgerConnection</c> put it into the pipeline. It holds no secret.</summary>
public sealed class LedgerConnection
{
    internal LedgerConnection(StoragePlace place, bool isDefault)
    {
        Driver = place.Driver;
        Root = place.Root;
        Host = place.Host;
        Database = place.Database;
        Schema = place.Schema;
        User = place.User;
        IsDefault = isDefault;
    }

    /// <summary>What keeps the projects.</summary>
    public LedgerDriver Driver { get; }

    /// <summary>The directory's full path, or the database's address: what <c>-Root</c> of other commands takes.</summary>
    public string Root { get; }

    /// <summary>The database's host, or hosts with commas between, with ports that are not the usual one; null for a directory.</summary>
    public string? Host { get; }

    /// <summary>The database; null for a directory.</summary>
    public string? Database { get; }

    /// <summary>The schema that holds the tables; null for a directory.</summary>
    public string? Schema { get; }

    /// <summary>Who is connected; null for a directory.</summary>
    public string? User { get; }

    /// <summary>Whether commands use it that name no other place.</summary>
    public bool IsDefault { get; }

    /// <summary>The root.</summary>
    public override string ToString() => Root;
}
