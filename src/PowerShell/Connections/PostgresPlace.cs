using System.Security;
using Ledgerline.PowerShell.Roots;

namespace Ledgerline.PowerShell.Connections;

/// <summary>Schemas of PostgreSQL databases, for code that may run where nobody uses one.</summary>
internal static class PostgresPlace
{
    /// <summary>What a connection string leads to. Nothing is connected.</summary>
    /// <exception cref="InvalidRootException">The connection string is not valid. What it holds is not told.</exception>
    public static StoragePlace Of(SecureString connectionString, PostgresTerms terms)
    {
        PostgresLibrary.Load();
        return PostgresConnector.Parse(connectionString, terms);
    }

    /// <summary>Opens it. Nothing is connected before the first call.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isPatient">Whether calls wait for a server that is away.</param>
    public static IStorageDriver Open(StoragePlace place, bool isPatient)
    {
        PostgresLibrary.Load();
        return PostgresConnector.Open(place, isPatient);
    }
}
