using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What the cmdlets share that store documents of a record.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordSetterCmdlet<T> : DocumentSetterCmdlet<T>, IRecordDocumentCmdlet
{
    private const string ObjectSet = "InputObject";

    private RecordInput<T>? _input;

    /// <summary>The record to store: one of its type, a document that holds one, or an object or hashtable with its members.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The project's id; without it, and without <c>-Shared</c>, a document is stored where it was got.</summary>
    [Parameter]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>Stores a document that belongs to no project.</summary>
    [Parameter]
    public SwitchParameter Shared { get; set; }

    /// <summary>Replaces only this version.</summary>
    [Parameter]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <summary>Stores a document where it was got also where it was changed meanwhile.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter Force { get; set; }

    string? IRecordCmdlet.PersistedName => Documents.Set;

    /// <summary>How the documents are stored.</summary>
    private protected abstract KvDefinition<T> Documents { get; }

    /// <summary>The key to store under.</summary>
    private protected abstract string DocumentKey { get; }

    /// <summary>Makes the record of the parameters that were given.</summary>
    /// <param name="parameterSet">The set that they are of.</param>
    protected abstract T Create(string parameterSet);

    /// <summary>Whether a parameter was given, be it as null.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value now.</param>
    protected bool IsGiven(string name, object? value) => RecordInput<T>.IsGiven(MyInvocation, name, value);

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        object? source = ParameterSetName == ObjectSet ? InputObject : null;
        var origin = RecordInput<T>.Bare(source) as TypedDocument;
        DocumentPlace place = PlaceOf(origin);
        if (RecordInput<T>.TryMake(Make, source, out T record) is { } error)
        {
            WriteError(error);
            return;
        }

        // Elsewhere that version was never stored.
        bool isItsOwnPlace = origin is not null && place == origin.Place && DocumentKey == origin.Key;
        string? expected = IfMatch ?? (isItsOwnPlace && !Force && !IfAbsent ? origin!.ETag : null);
        Store(place, DocumentKey, record, expected);
    }

    /// <inheritdoc/>
    private protected sealed override JsonKv<T> Open(DocumentPlace place, IStorageDriver driver) => place.Open(driver, Documents);

    /// <inheritdoc/>
    private protected sealed override object ToOutput(DocumentPlace place, string key, string etag, T value) =>
        new TypedDocument<T>(place, key, etag, value, Documents.TypeInfo);

    private T Make() =>
        ParameterSetName == ObjectSet ? (_input ??= new RecordInput<T>(Documents.TypeInfo)).Convert(InputObject) : Create(ParameterSetName);

    private DocumentPlace PlaceOf(TypedDocument? origin)
    {
        if (Project is not null && Shared)
        {
            throw new ArgumentsExcludeException("-Project and -Shared exclude each other: pass one of them.");
        }

        if (Project is null && !Shared && origin is null)
        {
            throw new ArgumentsExcludeException("Pass -Project, or -Shared for a document that belongs to no project.");
        }

        return DocumentPlace.Of(
            Root is null && !NamesStorage && origin is not null ? origin.Root : ResolveRoot(Root), Shared ? null : Project ?? origin?.Project, Documents.Set);
    }
}
