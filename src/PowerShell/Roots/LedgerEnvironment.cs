using System.Management.Automation;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Secrets;

namespace Ledgerline.PowerShell.Roots;

/// <summary>What the environment says of where projects are: what counts where neither a parameter nor a connection does.</summary>
internal static class LedgerEnvironment
{
    private const string RootVariable = LedgerRoot.EnvironmentVariable;
    private const string DriverVariable = "LEDGERLINE_DRIVER";
    private const string ConnectionVariable = "LEDGERLINE_CONNECTION";
    private const string SchemaVariable = "LEDGERLINE_SCHEMA";

    /// <summary>The schema of a database; null where it is not said.</summary>
    public static string? Schema => Read(SchemaVariable);

    /// <summary>Where projects are, without a word of it the current location.</summary>
    /// <param name="driver">What is to keep them; null where that is not said.</param>
    /// <param name="terms">How to connect to a database.</param>
    /// <param name="paths">Where relative paths start.</param>
    /// <exception cref="InvalidRootException">It says nothing that could be followed.</exception>
    public static StoragePlace FindPlace(LedgerDriver? driver, PostgresTerms terms, PathIntrinsics paths) =>
        (driver ?? FindDriver()) == LedgerDriver.FileSystem ? StoragePlace.Directory(LedgerRoot.Resolve(null, paths))
        : FindDatabase(terms) ?? throw new InvalidRootException(
            "ConnectionStringMissing", ErrorCategory.InvalidArgument, ConnectionVariable,
            $"No connection string says which database is meant. Set {ConnectionVariable} in the environment, connect with Connect-Ledger, or pass -ConnectionString.");

    /// <summary>The database that the environment connects to; null where it names none.</summary>
    public static StoragePlace? FindDatabase(PostgresTerms terms) =>
        Read(ConnectionVariable) is { } text ? PostgresPlace.Of(text.ToSecureString(), terms) : null;

    private static LedgerDriver FindDriver()
    {
        if (Read(DriverVariable) is { } name)
        {
            return Enum.TryParse(name, ignoreCase: true, out LedgerDriver driver) && Enum.IsDefined(driver)
                ? driver
                : throw new InvalidRootException(
                    "InvalidDriver", ErrorCategory.InvalidArgument, name,
                    $"{DriverVariable} in the environment is '{name}', and should be one of {string.Join(", ", Enum.GetNames<LedgerDriver>())}.");
        }

        bool namesDatabase = Read(ConnectionVariable) is not null;
        return namesDatabase && Read(RootVariable) is not null
            ? throw new InvalidRootException(
                "DriverAmbiguous", ErrorCategory.InvalidArgument, DriverVariable,
                $"The environment has both {RootVariable} and {ConnectionVariable}. Say which counts: set {DriverVariable} too, or pass -Driver.")
            : namesDatabase ? LedgerDriver.Postgres
            : LedgerDriver.FileSystem;
    }

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
