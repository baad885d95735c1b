using System.Collections;
using System.Management.Automation;
using Ledgerline.PowerShell.Typed;

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

    /// <summary>The cmdlets of a record have its log.</summary>
    private protected override IDictionary Bind(string commandName, IDictionary boundParameters)
    {
        using var session = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        CmdletInfo? command = session.AddCommand("Get-Command").AddParameter("Name", commandName).Invoke<CmdletInfo>().FirstOrDefault();
        return command is not null && typeof(IRecordCmdlet).IsAssignableFrom(command.ImplementingType)
            ? new Hashtable(boundParameters, StringComparer.OrdinalIgnoreCase) { ["Log"] = ((IRecordCmdlet)Activator.CreateInstance(command.ImplementingType)!).RecordLogName }
            : boundParameters;
    }
}
