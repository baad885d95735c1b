using System.Management.Automation;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary>
/// What the cmdlets share that work on logs as wholes, any number of them. A failure of one log is reported, and the
/// others follow.
/// </summary>
public abstract class LogSetCmdlet : LedgerCmdlet
{
    private bool _succeeded;

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>What is being done, as the title of the progress.</summary>
    private protected abstract string Activity { get; }

    /// <summary>The projects that are meant: names and patterns.</summary>
    private protected abstract string[] Projects { get; }

    /// <summary>The logs that are meant in each of them.</summary>
    private protected abstract LogSelection Selection { get; }

    /// <inheritdoc/>
    private protected override void ProcessInput() => ProcessLogs();

    /// <summary>Works on each log that is meant.</summary>
    /// <returns>Whether all that was named is there and nothing failed.</returns>
    private protected bool ProcessLogs()
    {
        string root = ResolveRoot(Root);
        IStorageDriver driver = OpenDriver(root);
        using var progress = new ProgressDisplay(this, Activity);
        var missing = new Dictionary<(string Name, string? Key), int>();
        int matched = 0;
        _succeeded = true;
        var projects = new NameSelection(Projects);
        foreach (string id in projects.Of(() => driver.ListProjectIdsAsync(StopToken).ToBlockingEnumerable(StopToken).Order(StringComparer.Ordinal)))
        {
            Project project = driver.Project(id);
            bool isNamed = projects.IsNamed(id);
            matched += isNamed ? 0 : 1;
            ProcessProject(project, root, progress, isNamed ? log => ReportMissing(log, $"the project '{id}' in {root}", project) : Count);
        }

        // Where projects are meant by a pattern, a log is missing that is in none of them, not what one of them lacks.
        foreach ((string Name, string? Key) log in missing.Where(log => log.Value == matched).Select(log => log.Key))
        {
            ReportMissing(log, $"any project of {root} that is meant", null);
        }

        return _succeeded;

        void Count((string Name, string? Key) log) => missing[log] = missing.GetValueOrDefault(log) + 1;
    }

    /// <summary>Works on one log.</summary>
    private protected abstract void ProcessLog(LogTarget log, ProgressDisplay progress);

    private void ProcessProject(Project project, string root, ProgressDisplay progress, Action<(string Name, string? Key)> onMissing)
    {
        // All of them before the first is worked on: what a command changes must not change what it finds.
        List<(string Name, string? Key)> logs = [];
        bool isFound = Try(() => logs = Selection.Find(project, onMissing, StopToken));
        _succeeded &= isFound;
        for (int i = 0; i < logs.Count; i++)
        {
            StopToken.ThrowIfCancellationRequested();
            if (progress.IsDue)
            {
                progress.Show($"Project '{project.Id}': log {i + 1} of {logs.Count}", (double)i / logs.Count);
            }

            var log = new LogTarget(root, project, logs[i].Name, logs[i].Key);
            bool isDone = Try(() => ProcessLog(log, progress));
            _succeeded &= isDone;
        }
    }

    private void ReportMissing((string Name, string? Key) log, string place, Project? project)
    {
        bool hasKeys = log.Key is null
            && project?.ListLogKeysAsync(log.Name, StopToken).ToBlockingEnumerable(StopToken).Any() == true;
        _succeeded = false;
        WriteError(ErrorRecords.LogNotFound(log.Name, log.Key, place, hasKeys));
    }
}
