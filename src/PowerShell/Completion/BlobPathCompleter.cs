using System.Collections;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes the paths of a project's files.</summary>
public sealed class BlobPathCompleter : LedgerCompleter
{
    // More than anybody looks through, and few enough for a prompt.
    private const int Most = 10_000;

    private protected override IAsyncEnumerable<string> ListAsync(IStorageDriver driver, IDictionary boundParameters) =>
        driver.Project(boundParameters["Project"] as string ?? "").Files.ListAsync().Take(Most).Order(StringComparer.Ordinal);

    private protected override string Escape(string name, string commandName, string parameterName) =>
        parameterName == "Path" && !commandName.StartsWith("Set-", StringComparison.OrdinalIgnoreCase) ? WildcardPattern.Escape(name) : name;
}
