using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using Ledgerline.PowerShell.Connections;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes a parameter with names that the storage holds. A failure completes nothing: a prompt is no place for errors.</summary>
public abstract class LedgerCompleter : IArgumentCompleter
{
    // Longer than a server needs that is there, and as long as somebody waits who pressed a key.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        string prefix = (wordToComplete ?? "").Trim('\'', '"');
        return List(Bind(commandName, fakeBoundParameters))
            .Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Quote(Escape(name, commandName, parameterName)), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>A name as the parameter takes it, where that takes patterns, too.</summary>
    private protected virtual string Escape(string name, string commandName, string parameterName) => name;

    /// <summary>A name as an argument: in quotes where PowerShell would take one of its characters for something else.</summary>
    private static string Quote(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/')
        ? name
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";

    /// <summary>All names that fit the parameters bound so far.</summary>
    private protected abstract IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters);

    /// <summary>The parameters bound so far, and what a command has without them.</summary>
    private protected virtual IDictionary Bind(string commandName, IDictionary boundParameters) => boundParameters;

    private static StoragePlace? FindPlace(IDictionary boundParameters)
    {
        // A completer is given no session: the one that it runs in is asked for its location.
        using var session = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        PathIntrinsics? paths = session.AddScript("$ExecutionContext.SessionState.Path").Invoke<PathIntrinsics>().FirstOrDefault();
        if (paths is null)
        {
            return null;
        }

        object? driver = boundParameters["Driver"];
        object? text = boundParameters["ConnectionString"];
        return new StorageChoice(
            driver is null ? null : Enum.Parse<LedgerDriver>(driver.ToString()!, ignoreCase: true),
            text as SecureString ?? (text as string)?.ToSecureString(),
            isRootTyped: false,
            paths)
        {
            Terms = new PostgresTerms(boundParameters["Schema"] as string),
        }.Choose(boundParameters["Root"] as string);
    }

    private List<string> List(IDictionary boundParameters)
    {
        try
        {
            return FindPlace(boundParameters) is { } place && (place.Driver != LedgerDriver.FileSystem || Directory.Exists(place.Root))
                ? Task.Run(() => ListAsync(place, boundParameters)).WaitAsync(Patience).GetAwaiter().GetResult()
                : [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    private async Task<List<string>> ListAsync(StoragePlace place, IDictionary boundParameters)
    {
        var names = new List<string>();
        IStorageDriver driver = StorageChoice.Open(place, out bool isKept);
        try
        {
            await foreach (string name in ListAsync(driver, boundParameters))
            {
                names.Add(name);
            }
        }
        finally
        {
            if (!isKept)
            {
                await driver.DisposeAsync();
            }
        }

        return names;
    }
}
