using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Log</c> with the logs of the project.</summary>
public sealed class LogCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        driver.Project(boundParameters["Project"] as string ?? "").ListLogsAsync();
}
