using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Key</c> with the keys of the log, or of all logs that are meant; without <c>-Log</c> of all logs.</summary>
public sealed class LogKeyCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        BoundNames.ProjectsAsync(driver, boundParameters)
            .SelectMany(project => BoundNames.LogsAsync(project, boundParameters)
                .SelectMany(log => project.ListLogKeysAsync(log)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private protected override IDictionary Bind(string commandName, IDictionary boundParameters) => RecordCompletion.Bind(commandName, boundParameters);
}
