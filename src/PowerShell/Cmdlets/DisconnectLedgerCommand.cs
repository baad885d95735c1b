using System.Management.Automation;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Roots;

namespace Ledgerline.PowerShell;

/// <summary><c>Disconnect-Ledger</c>: ends connections of the session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Ledger", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectLedgerCommand : GuardedCmdlet
{
    /// <summary>The roots of the connections; without them the one that commands use.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ConnectionCompleter))]
    public string[] Root { get; set; } = [];

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string[] roots = Root.Length > 0 ? [.. Root.Select(Resolve)] : LedgerSessions.Newest(null) is { } session ? [session.Place.Root] : [];
        if (roots.Length == 0)
        {
            WriteVerbose("There is no connection.");
        }

        foreach (string root in roots)
        {
            Try(() => Disconnect(root));
        }
    }

    private string Resolve(string root) => PostgresAddress.Is(root) ? root : LedgerRoot.Resolve(root, SessionState.Path);

    private void Disconnect(string root)
    {
        if (LedgerSessions.Find(root) is null)
        {
            throw StorageChoice.NotConnected(root);
        }

        if (ShouldProcess(root, "Disconnect"))
        {
            LedgerSessions.Remove(root);
            WriteVerbose($"Disconnected from {root}.");
        }
    }
}
