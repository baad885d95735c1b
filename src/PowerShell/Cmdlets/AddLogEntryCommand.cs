using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Add-LogEntry</c>: appends objects to a log.</summary>
[Cmdlet(VerbsCommon.Add, "LogEntry", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(LogEntry))]
public sealed class AddLogEntryCommand : EntryAdderCmdlet<JsonPayload>
{
    private const string ObjectSet = "InputObject";
    private const string JsonSet = "Json";

    private readonly PSObjectJsonReader _json = new(asDateTime: false);

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

    /// <summary>The log's name.</summary>
    [Parameter]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <inheritdoc/>
    private protected override string LogName => Log;

    /// <inheritdoc/>
    private protected override void TakeInput()
    {
        if (ParameterSetName == ObjectSet)
        {
            // An entry stands for its data: nobody wants its number within another entry.
            object? value = (InputObject is PSObject wrapper ? wrapper.BaseObject : InputObject) is LogEntry copied ? copied.Data : InputObject;
            Take(TryWrite(value));
        }
        else
        {
            foreach (string text in Json)
            {
                Take(TryParse(text));
            }
        }
    }

    /// <inheritdoc/>
    private protected override AppendLog<JsonPayload> OpenLog(Project project, string? key) => project.Log(Log, key);

    /// <inheritdoc/>
    private protected override object ToOutput(in LogEntry<JsonPayload> entry) => new LogEntry(entry, _json);

    private void Take(JsonPayload? entry)
    {
        if (entry is { } payload)
        {
            Take(payload, payload.Utf8.Length);
        }
    }
}
