using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Set-JsonKv</c>: stores documents.</summary>
[Cmdlet(VerbsCommon.Set, "JsonKv", SupportsShouldProcess = true, DefaultParameterSetName = DocumentSet)]
[OutputType(typeof(LedgerDocument))]
public sealed class SetJsonKvCommand : DocumentSetterCmdlet<JsonPayload>
{
    private const string DocumentSet = "Document";
    private const string ValueSet = "InputObject";
    private const string SharedValueSet = "InputObjectShared";
    private const string JsonSet = "Json";
    private const string SharedJsonSet = "JsonShared";

    private static readonly string DeserializedDocument = "Deserialized." + typeof(LedgerDocument).FullName;

    // What comes from the pipeline for one key is one document, so it is written at the end.
    private readonly List<object?> _values = [];

    /// <summary>A document as <c>Get-JsonKv</c> put it out: stored again where it was got.</summary>
    [Parameter(ParameterSetName = DocumentSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public LedgerDocument? Document { get; set; }

    /// <summary>The document's key.</summary>
    [Parameter(ParameterSetName = ValueSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = SharedValueSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = JsonSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = SharedJsonSet, Mandatory = true, Position = 0)]
    [ValidateStorageName("key")]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string Key { get; set; } = "";

    /// <summary>The object to store. Several objects from the pipeline are stored as one array.</summary>
    [Parameter(ParameterSetName = ValueSet, Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = SharedValueSet, Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Value", "Data")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>The document as JSON text; several texts are its lines.</summary>
    [Parameter(ParameterSetName = JsonSet, Mandatory = true)]
    [Parameter(ParameterSetName = SharedJsonSet, Mandatory = true)]
    [AllowEmptyString]
    public string[] Json { get; set; } = [];

    /// <summary>The project's id.</summary>
    [Parameter(ParameterSetName = ValueSet, Mandatory = true)]
    [Parameter(ParameterSetName = JsonSet, Mandatory = true)]
    [Parameter(ParameterSetName = DocumentSet)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>Stores a document that belongs to no project.</summary>
    [Parameter(ParameterSetName = SharedValueSet, Mandatory = true)]
    [Parameter(ParameterSetName = SharedJsonSet, Mandatory = true)]
    [Parameter(ParameterSetName = DocumentSet)]
    public SwitchParameter Shared { get; set; }

    /// <summary>The set's name; without it, and where it is empty, the documents that have no set.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("set name", AllowEmpty = true)]
    [ArgumentCompleter(typeof(DocumentSetCompleter))]
    public string? Set { get; set; }

    /// <summary>Replaces only this version.</summary>
    [Parameter(ParameterSetName = ValueSet)]
    [Parameter(ParameterSetName = SharedValueSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [Parameter(ParameterSetName = SharedJsonSet)]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <summary>Stores a document where it was got also where it was changed meanwhile.</summary>
    [Parameter(ParameterSetName = DocumentSet)]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        switch (ParameterSetName)
        {
            case DocumentSet:
                StoreDocument(Document!);
                break;
            case JsonSet or SharedJsonSet:
                StoreJson(string.Join('\n', Json));
                break;
            default:
                _values.Add(Unwrapped(InputObject));
                break;
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessEnd()
    {
        if (_values.Count > 0)
        {
            StoreValue(_values.Count == 1 ? _values[0] : _values);
        }
        else if (ParameterSetName is ValueSet or SharedValueSet)
        {
            WriteVerbose("Nothing came from the pipeline, and nothing was stored.");
        }
    }

    /// <inheritdoc/>
    private protected override JsonKv<JsonPayload> Open(DocumentPlace place, IStorageDriver driver) => place.Open(driver);

    /// <inheritdoc/>
    private protected override object ToOutput(DocumentPlace place, string key, string etag, JsonPayload value) =>
        new LedgerDocument(place, key, etag, value, asDateTime: false);

    /// <summary>
    /// A document stands for its data, also one that came from a job: nobody wants its ETag in another document.
    /// </summary>
    private static object? Unwrapped(object? value) => value switch
    {
        PSObject { BaseObject: LedgerDocument document } => document.Data,
        LedgerDocument document => document.Data,
        PSObject wrapper when wrapper.TypeNames.Contains(DeserializedDocument) => wrapper.Properties[nameof(LedgerDocument.Data)]?.Value,
        _ => value,
    };

    private void StoreDocument(LedgerDocument document)
    {
        if (Project is not null && Shared)
        {
            throw new ArgumentsExcludeException("-Project and -Shared exclude each other: pass one of them.");
        }

        DocumentPlace origin = document.Place;
        DocumentPlace place = DocumentPlace.Of(
            Root is null && !NamesStorage ? origin.Root : ResolveRoot(Root),
            Shared ? null : Project ?? origin.Project,
            MyInvocation.BoundParameters.ContainsKey(nameof(Set)) ? Set : origin.Set);

        // Elsewhere that version was never stored.
        string? expected = Force || IfAbsent || place != origin ? null : document.ETag;
        if (TryWrite(document.Data, PSObjectJsonReader.MaxDepth) is { } payload)
        {
            Store(place, document.Key, payload, expected);
        }
    }

    private void StoreValue(object? value)
    {
        if (TryWrite(value, PSObjectJsonWriter.MaxDepth) is { } payload)
        {
            Store(Place(), Key, payload, IfMatch);
        }
    }

    private void StoreJson(string text)
    {
        if (TryParse(text) is { } payload)
        {
            Store(Place(), Key, payload, IfMatch);
        }
    }

    private DocumentPlace Place() => DocumentPlace.Of(ResolveRoot(Root), Shared ? null : Project, Set);
}
