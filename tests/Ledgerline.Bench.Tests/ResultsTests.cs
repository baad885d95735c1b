using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Tests;

public class ResultsTests
{
    private const string Page = "before\n<!-- results: made by bench, do not edit -->\nold\n<!-- end of results -->\nafter\n";

    [Fact]
    public void Results_are_read_as_they_were_written()
    {
        RunResult run = SampleRun.Of(
            SampleRun.Rates(3, 2, Goal.AtLeast(1) with { Later = "generator" }), SampleRun.Bounded("read", 1, 2));
        string file = Path.GetTempFileName();
        try
        {
            ResultsFile.Write(file, run);
            byte[] written = File.ReadAllBytes(file);
            RunResult read = ResultsFile.Read(file);
            ResultsFile.Write(file, read);

            Assert.Equal(written, File.ReadAllBytes(file));
            Assert.Equal(run.Machine, read.Machine);
            Assert.Equal(run.Rows.SelectMany(row => row.Comparisons), read.Rows.SelectMany(row => row.Comparisons));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Only_what_stands_between_the_markers_is_replaced()
    {
        string page = ResultsPage.Update(Page, SampleRun.Of(SampleRun.Rates(3e6, 2e6, Goal.AtLeast(2))), "charts");

        Assert.StartsWith("before\n<!-- results", page, StringComparison.Ordinal);
        Assert.EndsWith("<!-- end of results -->\nafter\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old", page, StringComparison.Ordinal);
        Assert.Contains("### A group\n\n![Chart: A group](charts/group.svg)\n\n| row |", page, StringComparison.Ordinal);
        Assert.Contains("| row | 3.00 M/s | peer 2.00 M/s | 1.50 (1.35–1.65) | ≥ 2 | NO |\n", page, StringComparison.Ordinal);
        Assert.Equal(page, ResultsPage.Update(page, SampleRun.Of(SampleRun.Rates(3e6, 2e6, Goal.AtLeast(2))), "charts"));
    }

    [Fact]
    public void A_page_without_markers_is_refused() =>
        Assert.Throws<FormatException>(() => ResultsPage.Update("a page", SampleRun.Of(), "charts"));

    [Fact]
    public void What_is_needed_is_where_the_ratio_meets_its_bound()
    {
        // Three times as fast where twice is asked for: the rate may fall by a third, or the time rise by a half.
        var fast = new Comparison("peer", ContenderKind.Peer, 1, new(3, 3, 3), Goal.AtLeast(2), true);
        Assert.Equal(20, fast.Needed(Quantity.Rate, 30));
        Assert.Equal(45, fast.Needed(Quantity.Latency, 30));

        // Three times the cost where twice is allowed.
        var dear = new Comparison("peer", ContenderKind.Peer, 1, new(3, 3, 3), Goal.AtMost(2), false);
        Assert.Equal(45, dear.Needed(Quantity.Rate, 30));
        Assert.Equal(20, dear.Needed(Quantity.Latency, 30).GetValueOrDefault(), 9);
    }

    [Fact]
    public void A_failure_names_no_directory_of_the_machine()
    {
        var row = new Row("row", null, Quantity.Rate, 1, Contender.Allowance("Ledgerline", 1), []);
        var failure = new IOException($"Could not open '{Path.Combine(Path.GetTempPath(), "a", "log")}'.");

        Assert.Equal("IOException: Could not open 'a/log'.", RowResult.Failed(row, failure).Failure);
    }

    [Fact]
    public void A_row_that_was_skipped_tells_why_and_fails_nothing()
    {
        var row = new Row(
            "row", null, Quantity.Rate, 1, Contender.Allowance("Ledgerline", 1), [new(Contender.Allowance("peer", 1), Goal.AtLeast(2))]);
        RowResult skipped = RowResult.Skipped(row, "no server");

        Assert.Equal(["| row | skipped | peer; no server | - | ≥ 2 | - |"], ResultsTable.Lines(skipped));
        Assert.DoesNotContain(skipped.Comparisons, comparison => comparison.Verdict == Verdict.Missed);
        Assert.Null(skipped.Failure);
    }

    [Fact]
    public void A_spread_is_the_median_and_the_middle_half()
    {
        Assert.Equal(new Spread(3, 2, 4), Spread.Of([5, 1, 3, 2, 4]));
        Assert.Equal("3.00 (2.00–4.00)", new Spread(3, 2, 4).ToString());
        Assert.Equal("7.00", Spread.Of([7]).ToString());
    }

    [Fact]
    public void Amounts_have_three_digits_that_count()
    {
        Assert.Equal("1.00 M/s", Amount.Show(Quantity.Rate, 999_999));
        Assert.Equal("1.23 ms", Amount.Show(Quantity.Latency, 0.00123456));
        Assert.Equal("1.00 KiB", Amount.Show(Quantity.Memory, 1024));
        Assert.Equal("20001", Amount.Show(Quantity.Count, 20001));
    }

    [Fact]
    public void An_earlier_run_is_shown_and_not_measured_again()
    {
        Assert.Equal("run.json", BenchOptions.Parse(["--from", "run.json", "--charts", "charts"])!.From);
        Assert.Null(BenchOptions.Parse(["--from", "run.json", "--rows", "log-open"]));
        Assert.Null(BenchOptions.Parse(["--charts"]));
    }
}
