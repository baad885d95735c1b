using System.Runtime.CompilerServices;
using System.Security;

namespace Ledgerline.PowerShell.Connections;

/// <summary>One connection of a runspace, and the driver that its commands share.</summary>
/// <param name="entry">What is kept of it for the runspace.</param>
internal sealed class LedgerSession(Dictionary<string, object?> entry)
{
    private const string EndKey = "End";

    // Of this load context: each has types of its own for the same entry.
    private static readonly ConditionalWeakTable<Dictionary<string, object?>, Lazy<IStorageDriver>> Drivers = [];

    public StoragePlace Place { get; } = new((LedgerDriver)(int)entry[nameof(StoragePlace.Driver)]!, (string)entry[nameof(StoragePlace.Root)]!)
    {
        ConnectionString = (SecureString?)entry[nameof(StoragePlace.ConnectionString)],
        Migrates = (bool)entry[nameof(StoragePlace.Migrates)]!,
        Host = (string?)entry[nameof(StoragePlace.Host)],
        Database = (string?)entry[nameof(StoragePlace.Database)],
        Schema = (string?)entry[nameof(StoragePlace.Schema)],
        User = (string?)entry[nameof(StoragePlace.User)],
    };

    /// <summary>The database's driver, which keeps its connections open until the session ends.</summary>
    public IStorageDriver Driver => Drivers.GetValue(entry, _ => new Lazy<IStorageDriver>(OpenDriver)).Value;

    /// <summary>What is kept of a connection: in types that all load contexts share, for a module of one's own records has another.</summary>
    public static Dictionary<string, object?> EntryOf(StoragePlace place) => new(StringComparer.Ordinal)
    {
        [nameof(StoragePlace.Driver)] = (int)place.Driver,
        [nameof(StoragePlace.Root)] = place.Root,
        [nameof(StoragePlace.ConnectionString)] = place.ConnectionString,
        [nameof(StoragePlace.Migrates)] = place.Migrates,
        [nameof(StoragePlace.Host)] = place.Host,
        [nameof(StoragePlace.Database)] = place.Database,
        [nameof(StoragePlace.Schema)] = place.Schema,
        [nameof(StoragePlace.User)] = place.User,
        [EndKey] = new CancellationTokenSource(),
    };

    /// <summary>The root of an entry.</summary>
    public static string RootOf(Dictionary<string, object?> entry) => (string)entry[nameof(StoragePlace.Root)]!;

    /// <summary>Ends it: every driver that was opened for it is disposed.</summary>
    public static void End(Dictionary<string, object?> entry) => ((CancellationTokenSource)entry[EndKey]!).Cancel();

    private IStorageDriver OpenDriver()
    {
        IStorageDriver driver = PostgresPlace.Open(Place, isPatient: true);
        ((CancellationTokenSource)entry[EndKey]!).Token.Register(() => driver.DisposeAsync().AsTask().GetAwaiter().GetResult());
        return driver;
    }
}
