using Ledgerline.Bench.Charts;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Tests;

public class DocumentationTests
{
    private static readonly string Docs = Path.Combine(AppContext.BaseDirectory, "docs");
    private static readonly RunResult Run = ResultsFile.Read(Path.Combine(Docs, "benchmarks.json"));

    [Fact]
    public void The_page_shows_the_results_beside_it()
    {
        string page = File.ReadAllText(Path.Combine(Docs, "benchmarks.md"));
        Assert.Equal(ResultsPage.Update(page, Run, "charts"), page);
    }

    [Fact]
    public void The_charts_show_the_results_beside_them()
    {
        Assert.Equal(
            Run.Groups.Select(group => $"{group.Id}.svg").Order(),
            Directory.GetFiles(Path.Combine(Docs, "charts")).Select(Path.GetFileName).Order());
        foreach (GroupResult group in Run.Groups)
        {
            Assert.Equal(
                ChartDrawing.Draw(GroupChart.Of(group, Run)), File.ReadAllText(Path.Combine(Docs, "charts", $"{group.Id}.svg")));
        }
    }
}
