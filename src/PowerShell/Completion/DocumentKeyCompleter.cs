using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Key</c> with the keys of the documents in the set.</summary>
public sealed class DocumentKeyCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        DocumentCompletion.ListKeysAsync(driver, boundParameters);

    private protected override IDictionary Bind(string commandName, IDictionary boundParameters) => RecordCompletion.Bind(commandName, boundParameters);
}
