using System.Management.Automation;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>New-LedgerProject</c>: makes a project.</summary>
[Cmdlet(VerbsCommon.New, "LedgerProject", SupportsShouldProcess = true)]
[OutputType(typeof(LedgerProject))]
public sealed class NewLedgerProjectCommand : LedgerCmdlet
{
    /// <summary>The projects' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    public string[] Project { get; set; } = [];

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        foreach (string id in Project)
        {
            LedgerProject? project = null;
            if (ShouldProcess($"Project '{id}' in {root}", "Create project") && Try(() => project = Create(root, id)))
            {
                WriteObject(project);
            }
        }
    }

    private LedgerProject Create(string root, string id)
    {
        bool created = Wait(OpenDriver(root).CreateProjectAsync(id, StopToken));
        WriteVerbose(created ? $"Created the project '{id}' in {root}." : $"The project '{id}' was there already, in {root}.");
        return new LedgerProject(id, root, created);
    }
}
