using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Ledgerline.PowerShell.Connections;

using Entries = List<Dictionary<string, object?>>;

/// <summary>The connections of the runspace that runs on this thread, the newest first: that one counts where none is named.</summary>
internal static class LedgerSessions
{
    // Kept by the process and not by this assembly, which is there once for each module that has cmdlets of records.
    private const string Key = "Ledgerline.PowerShell.Connections";

    public static IReadOnlyList<LedgerSession> All => [.. Snapshot().Select(entry => new LedgerSession(entry))];

    /// <summary>The newest one, of a driver where one is named.</summary>
    public static LedgerSession? Newest(LedgerDriver? driver) => All.FirstOrDefault(session => driver is null || session.Place.Driver == driver);

    public static LedgerSession? Find(string root) => All.FirstOrDefault(session => session.Place.Root == root);

    /// <summary>Makes a place the newest connection. An older one to the same place ends.</summary>
    public static void Add(StoragePlace place)
    {
        Remove(place.Root);
        Entries entries = OfRunspace(Runspace.DefaultRunspace)!;
        lock (entries)
        {
            entries.Insert(0, LedgerSession.EntryOf(place));
        }
    }

    /// <summary>Makes a connection the newest.</summary>
    public static void MoveToFront(string root)
    {
        Entries entries = OfRunspace(Runspace.DefaultRunspace)!;
        lock (entries)
        {
            int index = entries.FindIndex(entry => LedgerSession.RootOf(entry) == root);
            Dictionary<string, object?> moved = entries[index];
            entries.RemoveAt(index);
            entries.Insert(0, moved);
        }
    }

    /// <summary>Ends a connection.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Remove(string root) => Remove(OfRunspace(Runspace.DefaultRunspace, create: false), entry => LedgerSession.RootOf(entry) == root);

    /// <summary>Ends all connections of the runspace.</summary>
    public static void RemoveAll() => Remove(OfRunspace(Runspace.DefaultRunspace, create: false), static _ => true);

    private static bool Remove(Entries? entries, Predicate<Dictionary<string, object?>> isMeant)
    {
        if (entries is null)
        {
            return false;
        }

        Entries removed;
        lock (entries)
        {
            removed = entries.FindAll(isMeant);
            entries.RemoveAll(isMeant);
        }

        removed.ForEach(LedgerSession.End);
        return removed.Count > 0;
    }

    private static Entries Snapshot()
    {
        if (OfRunspace(Runspace.DefaultRunspace, create: false) is not { } entries)
        {
            return [];
        }

        lock (entries)
        {
            return [.. entries];
        }
    }

    private static Entries? OfRunspace(Runspace? runspace, bool create = true)
    {
        if (runspace is null || (!create && AppContext.GetData(Key) is null))
        {
            return null;
        }

        ConditionalWeakTable<Runspace, Entries> all = Table();
        if (all.TryGetValue(runspace, out Entries? found) || !create)
        {
            return found;
        }

        Entries made = all.GetValue(runspace, static _ => []);
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                Remove(made, static _ => true);
            }
        };
        return made;
    }

    private static ConditionalWeakTable<Runspace, Entries> Table()
    {
        // Two load contexts may come here at once: they share this type, too.
        lock (typeof(Runspace))
        {
            var table = (ConditionalWeakTable<Runspace, Entries>?)AppContext.GetData(Key);
            if (table is null)
            {
                table = [];
                AppContext.SetData(Key, table);
            }

            return table;
        }
    }
}
