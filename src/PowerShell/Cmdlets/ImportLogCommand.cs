using System.Management.Automation;
using Ledgerline.PowerShell.Appending;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;
using Ledgerline.PowerShell.Transfer;

namespace Ledgerline.PowerShell;

/// <summary><c>Import-Log</c>: brings the entries of files into a log.</summary>
[Cmdlet(VerbsData.Import, "Log", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ImportedLog))]
public sealed class ImportLogCommand : ProjectCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // Of the file that is being imported: an error says how far it came.
    private ImportedLog? _result;

    /// <summary>The files, or patterns.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names that are taken as they are.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The log's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <summary>The log's key; null or empty means the log without one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowEmpty = true)]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What the files hold; by default their names tell.</summary>
    [Parameter]
    public TransferFormat? Format { get; set; }

    /// <summary>What stands between two fields of a table.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>Makes JSON values of the fields of a table that is no exported log.</summary>
    [Parameter]
    public SwitchParameter AsJsonValues { get; set; }

    /// <summary>Appends the entries as new ones, whatever numbers and times they carry.</summary>
    [Parameter]
    public SwitchParameter Renumber { get; set; }

    /// <summary>Puts out, for each file, what was imported.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private CsvReading CsvReading =>
        new(Delimiter, MyInvocation.BoundParameters.ContainsKey(nameof(AsJsonValues)) ? AsJsonValues.IsPresent : null);

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        var paths = new FilePaths(SessionState.Path);
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            IReadOnlyList<string> files = [];
            _result = null;
            Try(() => files = paths.Find(path, isLiteral));
            foreach (string file in files)
            {
                Try(() => Import(file));
            }
        }
    }

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception)
    {
        ErrorRecord? error = base.Describe(exception);
        if (error is not null && _result is { } result)
        {
            // An error is described before what unwinds has run: the result is kept up to date all along.
            string written = result.Written == 0
                ? $"Nothing of '{result.Path}' was written."
                : $"Of '{result.Path}' {result.Written} entries were written.";
            error.ErrorDetails = new ErrorDetails($"{error.ErrorDetails.Message} {written}");
        }

        return error;
    }

    private void Import(string file)
    {
        string root = ResolveRoot(Root);
        var log = new LogTarget(root, OpenDriver(root).Project(Project), Log, string.IsNullOrEmpty(Key) ? null : Key);
        if (!ShouldProcess($"File '{file}' into the {log}", "Import entries"))
        {
            return;
        }

        _result = new ImportedLog(log, file);
        LocalPath.Use(file, _ => Import(file, log.Log, _result));
        WriteVerbose($"Of {_result.Count} entries {_result.Written} were written, up to {_result.LastSeq}: file '{file}' into the {log}.");
        if (PassThru)
        {
            WriteObject(_result);
        }

        _result = null;
    }

    private ImportedLog Import(string file, AppendLog<JsonPayload> target, ImportedLog result)
    {
        TransferFormat format = FileFormat.Of(file, Format);
        using SourceFile source = SourceFile.Open(file, format, CsvReading);
        if (source.IsNumbered && !Renumber)
        {
            Copy(source, target, result);
            return result;
        }

        // Whole, before anything of it is written: it has no numbers by which another attempt could go on.
        Check(source);
        using SourceFile again = SourceFile.Open(file, format, CsvReading);
        Append(again, target, result);
        return result;
    }

    private void Copy(SourceFile source, AppendLog<JsonPayload> target, ImportedLog result)
    {
        using var progress = new ProgressDisplay(this, $"Importing {source.Path}");
        using var copy = new EntryCopy(target, Wait(target.GetInfoAsync(StopToken)), $"'{source.Path}'", 0, StopToken);
        foreach (SourceEntry entry in source.Read())
        {
            copy.Add(entry.ToLogEntry());
            result.Written = copy.Written;
            Show(progress, source, copy.Count);
        }

        copy.Flush();
        (result.Count, result.Written) = (copy.Count, copy.Written);
        (result.FirstSeq, result.LastSeq) = (copy.FirstSeq, copy.LastSeq);
        WarnOfUncommitted(source);
    }

    private void Check(SourceFile source)
    {
        using var progress = new ProgressDisplay(this, $"Checking {source.Path}");
        long count = 0;
        foreach (SourceEntry entry in source.Read())
        {
            StopToken.ThrowIfCancellationRequested();
            Show(progress, source, ++count);
        }

        WarnOfUncommitted(source);
    }

    private void Append(SourceFile source, AppendLog<JsonPayload> target, ImportedLog result)
    {
        using var progress = new ProgressDisplay(this, $"Importing {source.Path}");
        using var batcher = new EntryBatcher<JsonPayload>(target, new AppendSettings());
        foreach (SourceEntry entry in source.Read())
        {
            StopToken.ThrowIfCancellationRequested();
            batcher.Add(entry.Data, entry.Data.Utf8.Length);
            result.Count++;
            Note(batcher, result);
            Show(progress, source, result.Count);
        }

        batcher.Flush();
        Note(batcher, result);
    }

    private static void Note(EntryBatcher<JsonPayload> batcher, ImportedLog result)
    {
        while (batcher.TryGetWritten(out AppendResult written))
        {
            result.Written += written.LastSeq - written.FirstSeq + 1;
            result.FirstSeq = result.FirstSeq == 0 ? written.FirstSeq : result.FirstSeq;
            result.LastSeq = written.LastSeq;
        }
    }

    private static void Show(ProgressDisplay progress, SourceFile source, long count)
    {
        if (progress.IsDue)
        {
            progress.Show($"{count} entries", source.Fraction);
        }
    }

    private void WarnOfUncommitted(SourceFile source)
    {
        if (source.UncommittedCount > 0)
        {
            WriteWarning($"{source.Path}: the last {source.UncommittedCount} lines are a batch without its end. They were never part of the log, and are not imported.");
        }
    }
}
