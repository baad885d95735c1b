using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Log</c> with the logs of the project, or of all projects that are meant.</summary>
public sealed class LogCompleter : LedgerCompleter
{
    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        BoundNames.ProjectsAsync(driver, boundParameters)
            .SelectMany(project => project.ListLogsAsync())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
