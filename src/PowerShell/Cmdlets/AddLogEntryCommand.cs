using System.Management.Automation;
using System.Text.Json;
using Ledgerline.PowerShell.Appending;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Add-LogEntry</c>: appends objects to a log.</summary>
[Cmdlet(VerbsCommon.Add, "LogEntry", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(LogEntry))]
public sealed class AddLogEntryCommand : LedgerCmdlet
{
    private const string ObjectSet = "InputObject";
    private const string JsonSet = "Json";

    private AppendLog<JsonPayload>? _log;
    private readonly PSObjectJsonReader _json = new(asDateTime: false);
    private EntryBatcher? _batcher;
    private string? _root;
    private string? _target;

    /// <summary>The object to store. From the pipeline each object is an entry; as an argument an array is one entry.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Entries that are JSON already, one text each.</summary>
    [Parameter(ParameterSetName = JsonSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string[] Json { get; set; } = [];

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>The log's name.</summary>
    [Parameter]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <summary>Which of the logs of that name; without it the one that has no key.</summary>
    [Parameter]
    [ValidateStorageName("log key")]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>Appends only where this is the log's last number, and nothing comes between the batches.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedLastSeq { get; set; }

    /// <summary>What the acknowledgement means.</summary>
    [Parameter]
    public Durability? Durability { get; set; }

    /// <summary>The most entries that are written as one batch.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int BatchSize { get; set; } = AppendSettings.UsualBatchSize;

    /// <summary>Puts the entries that were written into the pipeline, as they were stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                // A stopped pipeline never ends: what it took is written here.
                _batcher?.Dispose();
            }
            catch (Exception e) when (Describe(e) is { } error)
            {
                ReportLate(error);
            }
            finally
            {
                base.Dispose(disposing);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        if (ParameterSetName == ObjectSet)
        {
            // An entry stands for its data: nobody wants its number within another entry.
            TakeObject((InputObject is PSObject wrapper ? wrapper.BaseObject : InputObject) is LogEntry copied ? copied.Data : InputObject);
        }
        else
        {
            foreach (string text in Json)
            {
                TakeJson(text);
            }
        }

        ReportWritten();
    }

    /// <inheritdoc/>
    private protected override void ProcessEnd()
    {
        _batcher?.Flush();
        ReportWritten();
    }

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception)
    {
        ErrorRecord? error = base.Describe(exception);
        if (error is not null && _batcher is { UnwrittenCount: > 0 and int count })
        {
            string entries = count == 1 ? "1 entry was" : $"{count} entries were";
            error.ErrorDetails = new ErrorDetails($"{error.ErrorDetails.Message} {entries} taken and not written.");
        }

        return error;
    }

    private void TakeObject(object? value)
    {
        JsonPayload entry;
        try
        {
            entry = PSObjectJsonWriter.Write(value);
        }
        catch (ValueNotSerializableException e)
        {
            WriteError(ErrorRecords.NotSerializable(e, value));
            return;
        }

        Take(entry);
    }

    private void TakeJson(string text)
    {
        JsonPayload entry;
        try
        {
            entry = JsonPayload.Parse(text);
        }
        catch (JsonException e)
        {
            WriteError(ErrorRecords.NotJson(e, text));
            return;
        }

        Take(entry);
    }

    private void Take(JsonPayload entry)
    {
        _root ??= ResolveRoot(Root);
        _target ??= $"Log '{Log}'{(Key is null ? "" : $" with the key '{Key}'")} of project '{Project}' in {_root}";
        if (!ShouldProcess(_target, "Add entry"))
        {
            return;
        }

        if (_batcher is null)
        {
            _log = OpenDriver(_root).Project(Project).Log(Log, Key);
            _batcher = new EntryBatcher(_log, new AppendSettings(BatchSize, Durability, ExpectedLastSeq));
        }

        _batcher.Add(entry);
    }

    private void ReportWritten()
    {
        while (_batcher?.TryGetWritten(out AppendResult written) == true)
        {
            WriteVerbose($"Wrote entries {written.FirstSeq} to {written.LastSeq}: {_target}.");
            if (PassThru)
            {
                PassOn(written);
            }
        }
    }

    private void PassOn(AppendResult written)
    {
        var options = new LogReadOptions
        {
            SinceSeq = written.FirstSeq - 1,
            Limit = written.LastSeq - written.FirstSeq + 1,
        };

        // Read back: only the log knows the time that it gave them.
        foreach (LogEntry<JsonPayload> entry in _log!.Read(options))
        {
            WriteObject(new LogEntry(entry, _json));
        }
    }
}
