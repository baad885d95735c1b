using System.Management.Automation;
using Ledgerline.PowerShell.Connections;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-LedgerConnection</c>: lists the connections of the session.</summary>
[Cmdlet(VerbsCommon.Get, "LedgerConnection")]
[OutputType(typeof(LedgerConnection))]
public sealed class GetLedgerConnectionCommand : GuardedCmdlet
{
    /// <summary>Only connections of this driver.</summary>
    [Parameter]
    public LedgerDriver? Driver { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        bool isDefault = true;
        foreach (LedgerSession session in LedgerSessions.All)
        {
            if (Driver is null || session.Place.Driver == Driver)
            {
                WriteObject(new LedgerConnection(session.Place, isDefault));
            }

            isDefault = false;
        }
    }
}
