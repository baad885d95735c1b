using System.Globalization;
using System.Xml.Linq;
using Ledgerline.Bench.Charts;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Tests;

public class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_stands_alone_and_says_in_words_what_it_shows()
    {
        XElement chart = Draw(SampleRun.Rates(4e6, 2e6, Goal.AtLeast(3)));

        Assert.Equal("img", (string?)chart.Attribute("role"));
        Assert.Equal("A group", (string?)chart.Element(Svg + "title"));
        Assert.Equal(
            "row (entries per second, more is better): Ledgerline 4.00 M/s; peer 2.00 M/s, 2.00 (1.80–2.20), goal ≥ 3, missed.",
            (string?)chart.Element(Svg + "desc"));
        Assert.Empty(chart.Descendants(Svg + "script"));
        Assert.DoesNotContain(chart.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "src");
        Assert.DoesNotContain("url(", chart.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_results_give_the_same_bytes_in_every_culture()
    {
        RunResult run = SampleRun.Of(SampleRun.Rates(1234.5, 987.6, Goal.AtLeast(1.25)), SampleRun.Bounded("read", 2.5e6, 8e6));
        string before = DrawText(run);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(before, DrawText(run));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Names_are_text_and_never_markup() =>
        Assert.Contains(
            Draw(SampleRun.Rates(2, 1, peer: "<script>&\"")).Descendants(Svg + "text"), text => text.Value == "<script>&\"");

    [Fact]
    public void Lengths_are_in_proportion_from_0()
    {
        XElement chart = Draw(SampleRun.Rates(3e6, 1e6));

        Assert.Equal(3, Width(chart, "ours") / Width(chart, "peer"), 2);
        Assert.Contains(chart.Descendants(Svg + "text"), text => Class(text) == "tick" && text.Value == "0");
        Assert.DoesNotContain(chart.Descendants(Svg + "text"), text => text.Value.Contains("logarithmic", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_that_are_far_apart_get_a_logarithmic_axis_that_says_so()
    {
        XElement chart = Draw(SampleRun.Rates(1e6, 1e3));

        Assert.Contains(chart.Descendants(Svg + "text"), text => text.Value.EndsWith("logarithmic axis", StringComparison.Ordinal));
        Assert.DoesNotContain(chart.Descendants(Svg + "text"), text => Class(text) == "tick" && text.Value == "0");
        Assert.True(Width(chart, "peer") > 0);
    }

    [Theory]
    [InlineData(true, "met")]
    [InlineData(false, "missed")]
    public void A_goal_has_a_mark_on_the_axis_and_a_sign_of_its_own_shape(bool isMet, string sign)
    {
        XElement chart = Draw(SampleRun.Rates(2e6, 1e6, Goal.AtLeast(isMet ? 1.5 : 3)));
        XElement panel = chart.Elements(Svg + "path").First(path => Class(path) == sign);

        Assert.Equal(2, chart.Elements(Svg + "path").Count(path => Class(path) == "goal"));
        Assert.NotEqual(
            (string?)panel.Attribute("d"),
            (string?)chart.Elements(Svg + "path").First(path => Class(path) == (isMet ? "missed" : "met")).Attribute("d"));
    }

    [Fact]
    public void Rows_that_differ_only_in_what_may_not_be_exceeded_share_a_panel()
    {
        XElement chart = Draw(SampleRun.Bounded("read", 3 << 20, 24 << 20), SampleRun.Bounded("reverse", 30 << 20, 24 << 20));

        Assert.Single(chart.Descendants(Svg + "text"), text => Class(text) == "panel");
        Assert.Equal("bounded (memory, less is better): read 3.00 MiB, goal ≤ 24.0 MiB, met; reverse 30.0 MiB, goal ≤ 24.0 MiB, missed.",
            (string?)chart.Element(Svg + "desc"));
    }

    [Fact]
    public void A_row_without_a_result_says_so()
    {
        var failed = new RowResult(
            "row", null, Quantity.Rate, 3, "Ledgerline", null,
            [new("peer", ContenderKind.Peer, null, null, Goal.AtLeast(2), false)]) { Failure = "It failed." };

        Assert.Equal("row (entries per second, more is better): Ledgerline failed; peer failed, no result, missed.",
            (string?)Draw(failed).Element(Svg + "desc"));
    }

    [Fact]
    public void A_row_that_was_skipped_says_so_and_misses_nothing()
    {
        var row = new Row(
            "row", null, Quantity.Rate, 3, Contender.Allowance("Ledgerline", 1),
            [new(Contender.Allowance("peer", 1) with { Kind = ContenderKind.Peer }, Goal.AtLeast(2))]);

        Assert.Equal("row (entries per second, more is better): Ledgerline skipped; peer skipped, no result.",
            (string?)Draw(RowResult.Skipped(row, "no server")).Element(Svg + "desc"));
    }

    private static string DrawText(RunResult run) => ChartDrawing.Draw(GroupChart.Of(run.Groups[0], run));

    private static XElement Draw(params RowResult[] rows) => XElement.Parse(DrawText(SampleRun.Of(rows)));

    private static string? Class(XElement element) => (string?)element.Attribute("class");

    private static double Width(XElement chart, string style) => double.Parse(
        chart.Elements(Svg + "rect").First(bar => Class(bar) == style).Attribute("width")!.Value, CultureInfo.InvariantCulture);
}
