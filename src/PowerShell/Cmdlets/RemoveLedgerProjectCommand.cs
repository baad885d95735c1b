using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Remove-LedgerProject</c>: deletes projects with all that is in them.</summary>
[Cmdlet(VerbsCommon.Remove, "LedgerProject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLedgerProjectCommand : LedgerCmdlet
{
    /// <summary>The projects' ids, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [SupportsWildcards]
    [ValidateStorageName("project id", AllowWildcards = true)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Project { get; set; } = [];

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        IStorageDriver driver = OpenDriver(root);
        var projects = new NameSelection(Project);

        // Listed to the end first: what is deleted would change the listing under way.
        List<string> ids = [.. projects.Of(() => driver.ListProjectIdsAsync(StopToken).ToBlockingEnumerable(StopToken).Order(StringComparer.Ordinal))];
        foreach (string id in ids)
        {
            if (ShouldProcess($"Project '{id}' in {root}, with all its logs, documents and files", "Remove project"))
            {
                Try(() => Remove(driver, id, projects.IsNamed(id), root));
            }
        }
    }

    private void Remove(IStorageDriver driver, string id, bool isNamed, string root)
    {
        if (Wait(driver.DeleteProjectAsync(id, StopToken)))
        {
            WriteVerbose($"Removed the project '{id}' in {root}.");
        }
        else if (isNamed)
        {
            throw new ProjectNotFoundException(id, root);
        }
    }
}
