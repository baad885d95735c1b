using System.Management.Automation;

namespace Ledgerline.PowerShell.Connections;

/// <summary>Ends the runspace's connections with the module that made them. For PowerShell.</summary>
public sealed class ModuleRemoval : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => LedgerSessions.RemoveAll();
}
