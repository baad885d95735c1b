using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Project</c> with the projects in the root.</summary>
public sealed class ProjectCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        driver.ListProjectIdsAsync().Order(StringComparer.Ordinal);
}
