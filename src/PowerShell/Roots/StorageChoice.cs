using System.Management.Automation;
using System.Security;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell.Roots;

/// <summary>
/// Which place a command means. The nearest counts: its own parameters, then what came with the object in the pipeline,
/// then the runspace's connection, then the environment, then the current location.
/// </summary>
/// <param name="driver">What <c>-Driver</c> says; null where it is not given.</param>
/// <param name="connectionString">What <c>-ConnectionString</c> says; null where it is not given.</param>
/// <param name="isRootTyped">Whether <c>-Root</c> was given with the command, and does not come with objects.</param>
/// <param name="paths">Where relative paths start.</param>
internal sealed class StorageChoice(LedgerDriver? driver, SecureString? connectionString, bool isRootTyped, PathIntrinsics paths)
{
    private StoragePlace? _given;

    /// <summary>How to connect to a database that a parameter or the environment names.</summary>
    public PostgresTerms Terms { get; init; } = PostgresTerms.Usual;

    /// <summary>Whether the runspace's connections count.</summary>
    public bool AsksConnections { get; init; } = true;

    /// <summary>The place that is meant.</summary>
    /// <param name="root">What <c>-Root</c> says; null or empty where it is not given.</param>
    /// <exception cref="ArgumentsExcludeException">The parameters contradict each other.</exception>
    /// <exception cref="InvalidRootException">There is no such place.</exception>
    public StoragePlace Choose(string? root)
    {
        bool isGiven = !string.IsNullOrEmpty(root);
        if (isGiven && isRootTyped && NamesSchema && !PostgresAddress.Is(root))
        {
            throw new ArgumentsExcludeException("-Root names a directory, which has no schemas: pass -ConnectionString, or leave -Schema out.");
        }

        if (Given() is { } given)
        {
            return isGiven && isRootTyped && root != given.Root
                ? throw new ArgumentsExcludeException(
                    $"-Root and {(connectionString is null ? "-Schema" : "-ConnectionString")} exclude each other: pass one of them.")
                : given;
        }

        if (isGiven && (driver is null || driver == DriverOf(root!)))
        {
            return Find(root!);
        }

        return isGiven && isRootTyped
            ? throw new ArgumentsExcludeException(
                driver == LedgerDriver.Postgres
                    ? "-Root names a directory, and -Driver Postgres keeps nothing in one: pass -ConnectionString, or leave -Driver out."
                    : "-Root names a database, and -Driver FileSystem keeps nothing in one: leave -Driver out.")
            : Default();
    }

    /// <summary>The place of a root: a directory, or a database that is connected.</summary>
    public StoragePlace Find(string root)
    {
        if (!PostgresAddress.Is(root))
        {
            return StoragePlace.Directory(LedgerRoot.Resolve(root, paths));
        }

        return Given() is { } given && given.Root == root ? given
            : LedgerSessions.Find(root) is { } session ? session.Place
            : LedgerEnvironment.FindDatabase(Terms) is { } place && place.Root == root ? place
            : throw NotConnected(root);
    }

    /// <summary>Opens a place. Nothing is written, and no server asked, until a command does.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isKept">Whether it stays open for later commands, and is not to be disposed.</param>
    public static IStorageDriver Open(StoragePlace place, out bool isKept)
    {
        if (place.Driver == LedgerDriver.FileSystem)
        {
            isKept = false;
            return new FileSystemDriver(place.Root);
        }

        LedgerSession? session = LedgerSessions.Find(place.Root);
        isKept = session is not null && session.Place.ConnectionString == place.ConnectionString;
        return isKept ? session!.Driver : PostgresPlace.Open(place, isPatient: true);
    }

    public static InvalidRootException NotConnected(string root) => new(
        "NotConnected", ErrorCategory.ConnectionError, PostgresAddress.Printable(root),
        $"There is no connection to '{PostgresAddress.Printable(root)}' in this session. Connect with Connect-Ledger, or pass -ConnectionString.");

    private static LedgerDriver DriverOf(string root) => PostgresAddress.Is(root) ? LedgerDriver.Postgres : LedgerDriver.FileSystem;

    /// <summary>Whether <c>-Schema</c> alone says which database is meant: one that is connected already, or the environment's.</summary>
    private bool NamesSchema => AsksConnections && connectionString is null && Terms.Schema is not null;

    private StoragePlace? Given()
    {
        if (driver == LedgerDriver.FileSystem && (connectionString is not null || NamesSchema))
        {
            throw new ArgumentsExcludeException(
                $"{(NamesSchema ? "-Schema" : "-ConnectionString")} names a database, and -Driver FileSystem keeps nothing in one: leave -Driver out.");
        }

        return connectionString is not null ? _given ??= PostgresPlace.Of(connectionString, Terms)
            : NamesSchema ? _given ??= OfSchema()
            : null;
    }

    private StoragePlace OfSchema()
    {
        if (LedgerSessions.Newest(LedgerDriver.Postgres)?.Place is not { } connected)
        {
            return LedgerEnvironment.FindPlace(LedgerDriver.Postgres, Terms, paths);
        }

        StoragePlace place = PostgresPlace.Of(connected.ConnectionString!, Terms with { Migrates = connected.Migrates });
        return LedgerSessions.Find(place.Root)?.Place ?? place;
    }

    private StoragePlace Default() =>
        (AsksConnections ? LedgerSessions.Newest(driver)?.Place : null) ?? LedgerEnvironment.FindPlace(driver, Terms, paths);
}
