using System.Management.Automation;

namespace Ledgerline.PowerShell.Connections;

/// <summary>What a connection to a database is made with, beside the connection string.</summary>
/// <param name="Schema">The schema; null for the environment's, else the driver's own.</param>
/// <param name="Credential">Who connects; null where the connection string says.</param>
/// <param name="Migrates">Whether missing and older tables are made and upgraded.</param>
internal sealed record PostgresTerms(string? Schema = null, PSCredential? Credential = null, bool Migrates = true)
{
    public static PostgresTerms Usual { get; } = new();
}
