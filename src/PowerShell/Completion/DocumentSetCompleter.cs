using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Set</c> with the sets that hold a document.</summary>
public sealed class DocumentSetCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        DocumentCompletion.ListSetsAsync(driver, boundParameters);
}
