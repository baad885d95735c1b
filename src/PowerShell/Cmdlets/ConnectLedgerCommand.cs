using System.Management.Automation;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Roots;

namespace Ledgerline.PowerShell;

/// <summary><c>Connect-Ledger</c>: says, for the rest of the session, where projects are.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ledger", SupportsShouldProcess = true)]
[OutputType(typeof(LedgerConnection))]
public sealed class ConnectLedgerCommand : LedgerCmdlet
{
    /// <summary>The directory that holds the projects, or the address of a connection that is to be the default again.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Who connects to the database.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Refuses a schema whose tables are missing or older, instead of making or upgrading them.</summary>
    [Parameter]
    public SwitchParameter NoMigration { get; set; }

    /// <inheritdoc/>
    private protected override StorageChoice NewChoice(bool isRootTyped) => new(Driver, ConnectionString, isRootTyped, SessionState.Path)
    {
        Terms = new PostgresTerms(Schema, Credential, !NoMigration),
        AsksConnections = false,
    };

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        StoragePlace place = Choice.Choose(Root);
        if (place.Driver == LedgerDriver.FileSystem && (Schema is not null || Credential is not null || NoMigration))
        {
            throw new ArgumentsExcludeException("-Schema, -Credential and -NoMigration are for a database: pass -Driver Postgres too, or leave them out.");
        }

        if (!ShouldProcess(place.Root, "Connect"))
        {
            return;
        }

        LedgerSession? session = LedgerSessions.Find(place.Root);
        if (session is not null && session.Place.ConnectionString == place.ConnectionString)
        {
            LedgerSessions.MoveToFront(place.Root);
        }
        else
        {
            Try(place);
            LedgerSessions.Add(place);
        }

        WriteVerbose($"Connected to {place.Root}.");
        WriteObject(new LedgerConnection(place, isDefault: true));
    }

    /// <summary>Sees that a database can be used, and does not wait for one that is away.</summary>
    private void Try(StoragePlace place)
    {
        if (place.Driver == LedgerDriver.FileSystem)
        {
            return;
        }

        IStorageDriver driver = PostgresPlace.Open(place, isPatient: false);
        try
        {
            using IEnumerator<string> projects = driver.ListProjectIdsAsync(StopToken).ToBlockingEnumerable(StopToken).GetEnumerator();
            projects.MoveNext();
        }
        finally
        {
            Wait(driver.DisposeAsync());
        }
    }
}
