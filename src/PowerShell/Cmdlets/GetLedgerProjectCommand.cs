using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-LedgerProject</c>: lists projects.</summary>
[Cmdlet(VerbsCommon.Get, "LedgerProject")]
[OutputType(typeof(LedgerProjectInfo))]
public sealed class GetLedgerProjectCommand : LedgerCmdlet
{
    /// <summary>The projects' ids, or patterns; without it all projects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [SupportsWildcards]
    [ValidateStorageName("project id", AllowWildcards = true)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Project { get; set; } = ["*"];

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        IStorageDriver driver = OpenDriver(root);
        WriteVerbose($"Looking for the projects '{string.Join("', '", Project)}' in {root}.");
        var projects = new NameSelection(Project);
        foreach (string id in projects.Of(() => driver.ListProjectIdsAsync(StopToken).ToBlockingEnumerable(StopToken).Order(StringComparer.Ordinal)))
        {
            LedgerProjectInfo? info = null;
            Try(() => info = Read(driver, id, root, projects.IsNamed(id)));
            if (info is not null)
            {
                WriteObject(info);
            }
        }
    }

    /// <summary>What a project holds, or null for one that was deleted since it was listed.</summary>
    private LedgerProjectInfo? Read(IStorageDriver driver, string id, string root, bool isNamed)
    {
        Ledgerline.Project project = driver.Project(id);
        try
        {
            return new LedgerProjectInfo(
                id,
                root,
                [.. project.ListLogsAsync(StopToken).ToBlockingEnumerable(StopToken)],
                [.. project.ListKvSetsAsync(StopToken).ToBlockingEnumerable(StopToken)]);
        }
        catch (ProjectNotFoundException) when (!isNamed)
        {
            return null;
        }
    }
}
