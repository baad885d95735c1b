using System.Collections;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Completion;

/// <summary>What the parameters that a line already has stand for, each of them one name, several, or patterns.</summary>
internal static class BoundNames
{
    /// <summary>The projects that <c>-Project</c> stands for; without it all of them.</summary>
    public static async IAsyncEnumerable<Project> ProjectsAsync(IStorageDriver driver, IDictionary boundParameters)
    {
        await foreach (string id in ExpandAsync(boundParameters["Project"], driver.ListProjectIdsAsync()))
        {
            yield return driver.Project(id);
        }
    }

    /// <summary>The logs of a project that <c>-Log</c> stands for; without it all of them.</summary>
    public static IAsyncEnumerable<string> LogsAsync(Project project, IDictionary boundParameters) =>
        ExpandAsync(boundParameters["Log"], project.ListLogsAsync());

    private static async IAsyncEnumerable<string> ExpandAsync(object? bound, IAsyncEnumerable<string> stored)
    {
        var names = new NameSelection(Texts(bound ?? "*"));
        await foreach (string name in stored)
        {
            if (names.Matches(name))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Texts(object bound) => bound is IEnumerable several and not string
        ? several.Cast<object?>().Select(text => text?.ToString() ?? "")
        : [bound.ToString() ?? ""];
}
