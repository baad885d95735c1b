using System.Management.Automation;
using System.Security;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;
using Ledgerline.PowerShell.Transfer;

namespace Ledgerline.PowerShell;

/// <summary><c>Export-Log</c>: writes logs to files, and copies them to other roots, projects and names.</summary>
[Cmdlet(VerbsData.Export, "Log", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ExportedLog), ParameterSetName = [PathSet, LiteralPathSet])]
[OutputType(typeof(CopiedLog), ParameterSetName = [CopySet])]
public sealed class ExportLogCommand : LogChangeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string CopySet = "Destination";

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private CopyDestination? _destination;
    private EntryCopy? _copy;

    /// <summary>The file, or a directory that is to hold a file for each log.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The same, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>What the file is to hold; by default its name tells.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public TransferFormat? Format { get; set; }

    /// <summary>What stands between two fields of a table.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public char Delimiter { get; set; } = ',';

    /// <summary>Replaces a file that is read-only too.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Replaces no file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>The root to copy to, which may be the address of a connection; the logs' own without it.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [ValidateNotNullOrEmpty]
    public string? DestinationRoot { get; set; }

    /// <summary>How to connect to the database to copy to.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [ConnectionString]
    public SecureString? DestinationConnectionString { get; set; }

    /// <summary>The project to copy to; one of the same id without it.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? DestinationProject { get; set; }

    /// <summary>The copy's name; the log's own without it.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string? DestinationLog { get; set; }

    /// <summary>The copy's key; the log's own without it. Null or empty means a log without one.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowEmpty = true)]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? DestinationKey { get; set; }

    /// <summary>Only entries with a higher number.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long Since { get; set; }

    /// <summary>Only entries later than this time.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only entries earlier than this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <inheritdoc/>
    private protected override string Activity => "Exporting logs";

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
            _copy?.Dispose();
            _destination?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        _copy = null;
        LogInfo info = Wait(log.Log.GetInfoAsync(StopToken));
        if (ParameterSetName == CopySet)
        {
            Copy(log, info, progress);
        }
        else
        {
            WriteFile(log, info, progress);
        }
    }

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception)
    {
        ErrorRecord? error = base.Describe(exception);
        if (error is not null && _copy is { Written: > 0 } copy)
        {
            error.ErrorDetails = new ErrorDetails($"{error.ErrorDetails.Message} {copy.Written} entries were copied before; the same command goes on behind them.");
        }

        return error;
    }

    private void WriteFile(LogTarget log, LogInfo info, ProgressDisplay progress)
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        string path = new FilePaths(SessionState.Path).Resolve(isLiteral ? LiteralPath : Path, isLiteral);
        if (Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path))
        {
            string key = log.Key is null ? "" : $".{log.Key}";
            path = System.IO.Path.Join(path, $"{log.ProjectId}.{log.Name}{key}{FileFormat.Extension(Format ?? TransferFormat.Jsonl)}");
        }

        if (!_files.Add(path))
        {
            throw new TransferException(
                "SeveralLogs", ErrorCategory.InvalidArgument, path,
                $"The {log} is not the first that would be written to '{path}'. Pass a directory to -Path, for a file of each log.");
        }

        if (!ShouldProcess($"File '{path}'", $"Export the {log}"))
        {
            return;
        }

        ThrowUnlessReplaceable(path);
        var exported = new ExportedLog(log, path, FileFormat.Of(path, Format));
        LocalPath.Use(path, _ => WriteFile(log, info, exported, progress));
        WriteVerbose($"Wrote {exported.Count} entries of the {log} to {path}.");
        WriteObject(exported);
    }

    private void ThrowUnlessReplaceable(string path)
    {
        if (NoClobber && File.Exists(path))
        {
            throw new TransferException(
                "NoClobber", ErrorCategory.ResourceExists, path, $"The file '{path}' exists. Pass another -Path, or leave out -NoClobber to replace it.");
        }

        if (!Force && File.Exists(path) && new FileInfo(path).IsReadOnly)
        {
            throw new TransferException(
                "FileIsReadOnly", ErrorCategory.PermissionDenied, path, $"The file '{path}' is read-only. Pass another -Path, or -Force to replace it.");
        }
    }

    private FileInfo WriteFile(LogTarget log, LogInfo info, ExportedLog exported, ProgressDisplay progress)
    {
        using var file = new FileReplacement(exported.Path, overwrites: !NoClobber);
        LogFileWriter writer = exported.Format == TransferFormat.Csv
            ? new CsvLogWriter(file.Content, FindColumns(log, info, progress), Delimiter)
            : new JsonLinesWriter(file.Content);
        foreach (LogEntry<JsonPayload> entry in Read(log, info, progress, "writing"))
        {
            writer.Write(entry);
            exported.Count++;
            exported.FirstSeq = exported.FirstSeq == 0 ? entry.Seq : exported.FirstSeq;
            exported.LastSeq = entry.Seq;
        }

        writer.Flush();
        exported.SizeInBytes = file.Content.Length;
        StopToken.ThrowIfCancellationRequested();
        return file.Commit();
    }

    private CsvColumns FindColumns(LogTarget log, LogInfo info, ProgressDisplay progress)
    {
        var columns = new CsvColumns();
        foreach (LogEntry<JsonPayload> entry in Read(log, info, progress, "looking for columns"))
        {
            columns.Add(entry);
        }

        return columns;
    }

    /// <summary>The entries that are meant, of those that were there when the log's state was taken.</summary>
    private IEnumerable<LogEntry<JsonPayload>> Read(LogTarget log, LogInfo info, ProgressDisplay progress, string what)
    {
        var options = new LogReadOptions { SinceSeq = Since, After = After, Before = Before };
        foreach (LogEntry<JsonPayload> entry in log.Log.Read(options).TakeWhile(entry => entry.Seq <= info.LastSeq))
        {
            StopToken.ThrowIfCancellationRequested();
            yield return entry;
            if (progress.IsDue)
            {
                progress.Show($"{log}, {what}: entry {entry.Seq} of {info.LastSeq}", (double)(entry.Seq - info.FirstSeq + 1) / info.Count);
            }
        }
    }

    private void Copy(LogTarget log, LogInfo info, ProgressDisplay progress)
    {
        LogTarget destination = FindDestination(log);
        if (!ShouldProcess(destination.ToString(), $"Copy the {log}"))
        {
            return;
        }

        LogInfo before = GetInfo(destination);
        if (before.LastSeq > info.LastSeq)
        {
            throw new TransferException(
                "EntriesDiffer", ErrorCategory.ResourceExists, destination.ToString(),
                $"The {destination} has entries up to {before.LastSeq}, the {log} only up to {info.LastSeq}: it is no copy that could be gone on with. Choose another -DestinationLog.");
        }

        // What the parameters leave out is not lost.
        long firstSeq = After is null ? Math.Max(info.FirstSeq, Since + 1) : 0;
        using var copy = _copy = new EntryCopy(destination.Log, before, $"the {log}", firstSeq, StopToken);
        foreach (LogEntry<JsonPayload> entry in Read(log, info, progress, "copying"))
        {
            copy.Add(entry);
        }

        copy.Flush();
        Check(destination, before, copy);
        if (After is null && Before is null)
        {
            EndLike(log, info, destination);
        }

        _copy = null;
        LogInfo after = GetInfo(destination);
        WriteVerbose($"Of {copy.Count} entries of the {log} {copy.Written} were copied to the {destination}.");
        WriteObject(new CopiedLog(log, destination)
        {
            Count = copy.Count,
            Written = copy.Written,
            FirstSeq = after.FirstSeq,
            LastSeq = after.LastSeq,
            IsCompleted = after.IsCompleted,
        });
    }

    /// <summary>Carries on what a log ends with: a count that goes on behind its last entry, and its seal.</summary>
    private void EndLike(LogTarget log, LogInfo info, LogTarget destination)
    {
        long last = GetInfo(destination).LastSeq;
        if (last > 0 && last >= Since && last < info.FirstSeq - 1)
        {
            // Somebody has removed them since: the copy lacks entries, and passing over them would hide that.
            WriteWarning($"The {log} keeps no entries behind {last}, where the copy ends: it has removed those up to {info.LastSeq}. The copy was left as it is.");
            return;
        }

        if (last >= Since && last < info.LastSeq)
        {
            Wait(destination.Log.ImportCountAsync(last, info.LastSeq, info.LastTimestamp!.Value, StopToken));
        }

        if (info.IsCompleted)
        {
            Wait(destination.Log.CompleteAsync(StopToken));
        }
    }

    private LogTarget FindDestination(LogTarget log)
    {
        (string root, IStorageDriver driver) = (_destination ??= new CopyDestination(DestinationRoot, DestinationConnectionString, SessionState.Path)).Open(log.Root, OpenDriver);
        bool isOther = root != log.Root;
        string? key = MyInvocation.BoundParameters.ContainsKey(nameof(DestinationKey)) ? DestinationKey : log.Key;
        var destination = new LogTarget(
            root, driver.Project(DestinationProject ?? log.ProjectId), DestinationLog ?? log.Name, string.IsNullOrEmpty(key) ? null : key);
        return isOther || destination.ToString() != log.ToString()
            ? destination
            : throw new TransferException(
                "SameLog", ErrorCategory.InvalidArgument, log.ToString(),
                $"The {log} is its own destination. Pass another -DestinationRoot, -DestinationProject, -DestinationLog or -DestinationKey.");
    }

    private LogInfo GetInfo(LogTarget destination)
    {
        try
        {
            return Wait(destination.Log.GetInfoAsync(StopToken));
        }
        catch (ProjectNotFoundException e)
        {
            throw new TransferException(
                "ProjectNotFound", ErrorCategory.ObjectNotFound, e.ProjectId,
                $"There is no project '{e.ProjectId}' in {destination.Root}. Create it there with New-LedgerProject, or check -DestinationProject and -DestinationRoot.", e);
        }
    }

    /// <summary>Looks at the copy: it begins and ends where it should, and lacks nothing between.</summary>
    private void Check(LogTarget destination, LogInfo before, EntryCopy copy)
    {
        LogInfo after = GetInfo(destination);
        long first = before.LastSeq > 0 ? before.FirstSeq : Math.Max(copy.FirstSeq, 1);
        long last = Math.Max(before.LastSeq, copy.LastSeq);

        // A driver may count what was lost in the range, too.
        long count = Math.Min(before.Count + copy.Written, last - first + 1);
        if ((after.FirstSeq, after.LastSeq) != (first, last) || after.Count < count || after.Count > last - first + 1)
        {
            throw new TransferException(
                "CopyDiffers", ErrorCategory.InvalidResult, destination.ToString(),
                $"The {destination} holds {after.Count} entries from {after.FirstSeq} to {after.LastSeq}, and should hold {count} from {first} to {last}: something else writes to it or limits it. Repeat the copy while nothing does.");
        }
    }
}
