using System.Management.Automation;
using System.Security;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;
using Ledgerline.PowerShell.Transfer;

namespace Ledgerline.PowerShell;

/// <summary><c>Copy-LedgerProject</c>: copies projects, with all that is in them, to another root or driver.</summary>
[Cmdlet(VerbsCommon.Copy, "LedgerProject", SupportsShouldProcess = true)]
[OutputType(typeof(CopiedProject))]
public sealed class CopyLedgerProjectCommand : LedgerCmdlet
{
    private readonly HashSet<string> _copies = new(StringComparer.Ordinal);
    private CopyDestination? _destination;

    /// <summary>The projects' ids, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [SupportsWildcards]
    [ValidateStorageName("project id", AllowWildcards = true)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Project { get; set; } = [];

    /// <summary>The root to copy to, which may be the address of a connection; the projects' own without it.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? DestinationRoot { get; set; }

    /// <summary>How to connect to the database to copy to.</summary>
    [Parameter]
    [ConnectionString]
    public SecureString? DestinationConnectionString { get; set; }

    /// <summary>The copy's id; the project's own without it.</summary>
    [Parameter]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? DestinationProject { get; set; }

    /// <summary>Replaces and deletes documents and files of the copy that are not those of the project.</summary>
    [Parameter]
    public SwitchParameter Mirror { get; set; }

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        ThrowIfExposed(DestinationConnectionString);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _destination?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        IStorageDriver driver = OpenDriver(root);
        using var progress = new ProgressDisplay(this, "Copying projects");

        // Listed to the end first: the copies may come beside them.
        List<string> ids = [.. new NameSelection(Project).Of(() => driver.ListProjectIdsAsync(StopToken).ToBlockingEnumerable(StopToken).Order(StringComparer.Ordinal))];
        foreach (string id in ids)
        {
            Try(() => Copy(root, driver, id, progress));
        }
    }

    private void Copy(string root, IStorageDriver driver, string id, ProgressDisplay progress)
    {
        _destination ??= new CopyDestination(DestinationRoot, DestinationConnectionString, SessionState.Path);
        (string destinationRoot, IStorageDriver destination) = _destination.Open(root, OpenDriver);
        string copyId = DestinationProject ?? id;
        if (root == destinationRoot && id == copyId)
        {
            throw new TransferException(
                "SameProject", ErrorCategory.InvalidArgument, id,
                $"The project '{id}' in {root} is its own destination. Pass another -DestinationRoot or -DestinationProject.");
        }

        if (!_copies.Add(copyId))
        {
            throw new TransferException(
                "SeveralProjects", ErrorCategory.InvalidArgument, id,
                $"The project '{id}' is not the first that would be copied to '{copyId}'. Leave -DestinationProject out, or copy one project.");
        }

        if (!ShouldProcess($"Project '{copyId}' in {destinationRoot}", $"Copy the project '{id}' in {root}"))
        {
            return;
        }

        var options = new ProjectCopyOptions { TargetProjectId = copyId, Mirror = Mirror };
        var shown = new CopyProgress(progress, id);
        ProjectCopyResult result = Wait(stop => driver.CopyProjectAsync(id, destination, options, shown, stop), shown.Show);
        WriteVerbose($"Copied the project '{id}' in {root} to '{copyId}' in {destinationRoot}, and found both equal.");
        WriteObject(new CopiedProject(root, id, destinationRoot, result));
    }
}
