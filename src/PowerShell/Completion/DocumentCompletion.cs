using System.Collections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>The documents that the parameters of a line mean so far.</summary>
internal static class DocumentCompletion
{
    /// <summary>The sets of the project, or of the root where <c>-Shared</c> is given.</summary>
    public static IAsyncEnumerable<string> ListSetsAsync(IStorageDriver driver, IDictionary boundParameters) =>
        IsShared(boundParameters) ? driver.Shared.ListKvSetsAsync() : Project(driver, boundParameters).ListKvSetsAsync();

    /// <summary>The keys in the set.</summary>
    public static IAsyncEnumerable<string> ListKeysAsync(IStorageDriver driver, IDictionary boundParameters)
    {
        string? set = boundParameters["Set"] as string is { Length: > 0 } name ? name : null;
        return (IsShared(boundParameters) ? driver.Shared.Kv(set) : Project(driver, boundParameters).Kv(set)).ListAsync();
    }

    private static bool IsShared(IDictionary boundParameters) => boundParameters.Contains("Shared");

    private static Project Project(IStorageDriver driver, IDictionary boundParameters) =>
        driver.Project(boundParameters["Project"] as string ?? "");
}
