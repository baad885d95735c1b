using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;

namespace Ledgerline.PowerShell;

/// <summary>
/// What the cmdlets share that work on stored data: which place they mean, and a driver that is disposed however the
/// pipeline ends.
/// </summary>
public abstract class LedgerCmdlet : GuardedCmdlet
{
    private IStorageDriver? _driver;
    private bool _isKept;
    private string? _root;

    /// <summary>What keeps the projects.</summary>
    [Parameter]
    public LedgerDriver? Driver { get; set; }

    /// <summary>How to connect to a database.</summary>
    [Parameter]
    [ConnectionString]
    public SecureString? ConnectionString { get; set; }

    /// <summary>The schema of the database that holds the tables.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Schema { get; set; }

    /// <summary>The command that reads what this one works on.</summary>
    private protected string Reader => "Get" + MyInvocation.MyCommand.Name[MyInvocation.MyCommand.Name.IndexOf('-', StringComparison.Ordinal)..];

    /// <summary>Whether the command says where projects are, beside <c>-Root</c>.</summary>
    private protected bool NamesStorage => Driver is not null || ConnectionString is not null || Schema is not null;

    /// <summary>Which place is meant.</summary>
    private protected StorageChoice Choice { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIfExposed(ConnectionString);

        // Now, because what comes from the pipeline is not bound yet.
        Choice = NewChoice(MyInvocation.BoundParameters.ContainsKey("Root"));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseDriver();
        }

        base.Dispose(disposing);
    }

    /// <summary>Refuses a connection string whose password stands in the command line.</summary>
    private protected void ThrowIfExposed(SecureString? connectionString)
    {
        if (connectionString is not null)
        {
            Guard(() => CommandLineSecret.ThrowIfExposed(MyInvocation, connectionString));
        }
    }

    /// <summary>Which place the parameters mean.</summary>
    private protected virtual StorageChoice NewChoice(bool isRootTyped) => new(Driver, ConnectionString, isRootTyped, SessionState.Path)
    {
        Terms = new PostgresTerms(Schema),
    };

    /// <summary>The root as messages and objects have it: a directory's full path, or a database's address.</summary>
    private protected string ResolveRoot(string? root) => Choice.Choose(root).Root;

    /// <summary>The driver of a resolved root; kept while the root stays the same.</summary>
    private protected IStorageDriver OpenDriver(string root)
    {
        if (_driver is null || _root != root)
        {
            CloseDriver();
            _driver = StorageChoice.Open(PostgresAddress.Is(root) ? Choice.Find(root) : StoragePlace.Directory(root), out _isKept);
            _root = root;
        }

        return _driver;
    }

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception) => ErrorRecords.From(exception, _root);

    /// <summary>
    /// Reports an error once the pipeline takes no more of them: it was stopped, or another command has ended it. The
    /// session's <c>$Error</c> keeps it, and the host shows it.
    /// </summary>
    private protected void ReportLate(ErrorRecord error)
    {
        (SessionState.PSVariable.GetValue("global:Error") as ArrayList)?.Insert(0, error);
        Host?.UI?.WriteErrorLine($"{MyInvocation.MyCommand.Name}: {error}");
    }

    /// <summary>An object as JSON; null where it cannot be stored, which is reported.</summary>
    private protected JsonPayload? TryWrite(object? value, int maxDepth = PSObjectJsonWriter.MaxDepth)
    {
        try
        {
            return PSObjectJsonWriter.Write(value, maxDepth);
        }
        catch (ValueNotSerializableException e)
        {
            WriteError(ErrorRecords.NotSerializable(e, value));
            return null;
        }
    }

    /// <summary>A text that is JSON already; null where it is none, which is reported.</summary>
    private protected JsonPayload? TryParse(string text)
    {
        try
        {
            return JsonPayload.Parse(text);
        }
        catch (JsonException e)
        {
            WriteError(ErrorRecords.NotJson(e, text));
            return null;
        }
    }

    private void CloseDriver()
    {
        IStorageDriver? driver = _driver;
        _driver = null;
        if (!_isKept)
        {
            driver?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
