using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>
/// What the cmdlets share that work on the documents of one project, or on those that belong to none. Root, project and
/// set also come from piped objects that have them.
/// </summary>
public abstract class DocumentCmdlet : LedgerCmdlet
{
    /// <summary>The parameter set for a project's documents.</summary>
    private protected const string ProjectSet = "Project";

    /// <summary>The parameter set for the documents that belong to no project.</summary>
    private protected const string SharedSet = "Shared";

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(ParameterSetName = ProjectSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>The documents of the root that belong to no project.</summary>
    [Parameter(ParameterSetName = SharedSet, Mandatory = true)]
    public SwitchParameter Shared { get; set; }

    /// <summary>A set of the project, or of the root.</summary>
    private protected DocumentPlace Place(string? set) =>
        DocumentPlace.Of(ResolveRoot(Root), ParameterSetName == ProjectSet ? Project : null, set);
}
