using System.Globalization;
using System.Text;

namespace Ledgerline.Bench.Results;

/// <summary>The part of a Markdown page that a run makes: where it ran and, for each group, the chart and the table.</summary>
internal static class ResultsPage
{
    private const string Begin = "<!-- results: made by bench, do not edit -->";
    private const string End = "<!-- end of results -->";

    /// <summary>Puts a run's results into a file.</summary>
    /// <param name="path">The page.</param>
    /// <param name="run">The run.</param>
    /// <param name="charts">The directory of the charts; null for <c>charts</c> beside the page.</param>
    /// <exception cref="FormatException">The page has not both markers, in order.</exception>
    public static void UpdateFile(string path, RunResult run, string? charts)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string link = charts is null ? "charts" : Path.GetRelativePath(directory, charts).Replace('\\', '/');
        File.WriteAllText(path, Update(File.ReadAllText(path), run, link));
    }

    /// <summary>Puts a run's results between the page's two markers; the rest of the page stays.</summary>
    /// <exception cref="FormatException">The page has not both markers, in order.</exception>
    public static string Update(string page, RunResult run, string charts)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && begin < end
            ? page[..(begin + Begin.Length)] + Body(run, charts) + page[end..]
            : throw new FormatException($"The page needs a line '{Begin}' and, after it, a line '{End}'.");
    }

    private static string Body(RunResult run, string charts)
    {
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"\n{run.Machine}; {run.Date:yyyy-MM-dd}{(run.IsQuick ? "; a quick run" : "")}.\n");
        foreach (GroupResult group in run.Groups)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n### {group.Title}\n\n![Chart: {group.Title}]({charts}/{group.Id}.svg)\n\n");
            foreach (string line in ResultsTable.Header.Concat(group.Rows.SelectMany(ResultsTable.Lines)))
            {
                body.Append(line).Append('\n');
            }
        }

        return body.Append('\n').ToString();
    }
}
