using Ledgerline.Bench.Peers;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench;

/// <summary>A filled log to change: a copy of one that stays.</summary>
internal static class LedgerCopy
{
    public static async Task<Ledger> OpenAsync(string source, string directory)
    {
        Ledger copy = await Ledger.CreateAsync(directory, Durability.Buffered);
        File.Copy(Ledger.FileIn(source), Ledger.FileIn(directory));

        // So that no later flush pays for the copying.
        using SafeFileHandle file = File.OpenHandle(Ledger.FileIn(directory), FileMode.Open, FileAccess.ReadWrite);
        RawCalls.Flush(file);
        return copy;
    }
}
