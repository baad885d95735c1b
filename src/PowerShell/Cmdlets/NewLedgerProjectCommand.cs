using System.Management.Automation;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>New-LedgerProject</c>: makes a project.</summary>
[Cmdlet(VerbsCommon.New, "LedgerProject", SupportsShouldProcess = true)]
[OutputType(typeof(LedgerProject))]
public sealed class NewLedgerProjectCommand : LedgerCmdlet
{
    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    public string Project { get; set; } = "";

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        if (ShouldProcess($"Project '{Project}' in {root}", "Create project"))
        {
            bool created = Wait(OpenDriver(root).CreateProjectAsync(Project, StopToken));
            WriteVerbose(created ? $"Created the project '{Project}'." : $"The project '{Project}' was there already.");
            WriteObject(new LedgerProject(Project, root, created));
        }
    }
}
