using System.Collections;
using System.Management.Automation;
using Ledgerline.PowerShell.Typed;

namespace Ledgerline.PowerShell.Completion;

/// <summary>What the cmdlets of a record have without a parameter: its log, or its set.</summary>
internal static class RecordCompletion
{
    public static IDictionary Bind(string commandName, IDictionary boundParameters)
    {
        using var session = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        CmdletInfo? command = session.AddCommand("Get-Command").AddParameter("Name", commandName).Invoke<CmdletInfo>().FirstOrDefault();
        return command is not null && typeof(IRecordCmdlet).IsAssignableFrom(command.ImplementingType)
            && Activator.CreateInstance(command.ImplementingType) is IRecordCmdlet cmdlet
            ? new Hashtable(boundParameters, StringComparer.OrdinalIgnoreCase) { [cmdlet.Parameter] = cmdlet.PersistedName }
            : boundParameters;
    }
}
