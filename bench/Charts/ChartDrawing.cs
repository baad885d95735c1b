using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Charts;

/// <summary>
/// Draws a chart as SVG: labels, bars, values and verdicts in four columns, panels below each other. The same chart gives
/// the same bytes.
/// </summary>
internal sealed class ChartDrawing
{
    private const double Width = 960;
    private const double Margin = 20;
    private const double LabelsEnd = 282;
    private const double BarsStart = 292;
    private const double BarsEnd = 612;
    private const double ValuesEnd = 684;
    private const double VerdictsStart = 708;
    private const double HeadHeight = 62;
    private const double PanelHeadHeight = 28;
    private const double LaneHeight = 24;
    private const double BarHeight = 14;
    private const double TicksHeight = 38;
    private const double LegendHeight = 62;

    /// <summary>From a line's middle down to where its text stands.</summary>
    private const double Baseline = 4;

    private const string Diamond = "M0-7 5 0 0 7-5 0Z";
    private const string Check = "M-5 0-1.5 4 5-4";
    private const string Cross = "M-4-4 4 4M-4 4 4-4";
    private const string Circle = "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0";

    private static readonly double[] KeyPlaces = [9, 129, 229, 469, 649];

    private readonly SvgWriter _svg = new();

    private ChartDrawing()
    {
    }

    public static string Draw(Chart chart)
    {
        var drawing = new ChartDrawing();
        drawing.DrawAll(chart);
        return drawing._svg.ToString();
    }

    private static double HeightOf(Panel panel) => PanelHeadHeight + (LaneHeight * panel.Bars.Count) + TicksHeight;

    private void DrawAll(Chart chart)
    {
        double height = HeadHeight + chart.Panels.Sum(HeightOf) + LegendHeight;
        string size = $"width=\"{SvgWriter.Number(Width)}\" height=\"{SvgWriter.Number(height)}\"";
        _svg.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} viewBox=\"0 0 {SvgWriter.Number(Width)} {SvgWriter.Number(height)}\""
            + " role=\"img\" aria-labelledby=\"title description\">");
        _svg.Raw($"<title id=\"title\">{SvgWriter.Escape(chart.Title)}</title>");
        _svg.Raw($"<desc id=\"description\">{SvgWriter.Escape(chart.Description)}</desc>");
        _svg.Raw($"<style>\n{ChartStyle.Css}\n</style>");
        _svg.Rectangle(0.5, 0.5, Width - 1, height - 1, "page");
        _svg.Text(Margin, 31, "title", chart.Title);
        _svg.Text(Margin, 50, "muted", chart.Note);
        double top = HeadHeight;
        foreach (Panel panel in chart.Panels)
        {
            DrawPanel(panel, top);
            top += HeightOf(panel);
        }

        DrawLegend(top + 18);
        _svg.Raw("</svg>");
    }

    private void DrawPanel(Panel panel, double top)
    {
        double[] values = [.. panel.Values];
        Axis axis = Axis.For(panel.Quantity, values);
        double first = top + PanelHeadHeight;
        double bottom = first + (LaneHeight * panel.Bars.Count);
        _svg.Text(Margin, top + 17, "panel", panel.Title);
        _svg.Text(Width - Margin, top + 17, "unit", panel.Unit + (axis.IsLogarithmic ? "; logarithmic axis" : ""));
        if (values.Length > 0)
        {
            DrawTicks(panel.Quantity, axis, first, bottom);
        }

        for (int i = 0; i < panel.Bars.Count; i++)
        {
            DrawBar(panel.Bars[i], axis, first + (LaneHeight * (i + 0.5)));
        }

        if (panel.Ours is { } ours)
        {
            _svg.Line(PlaceOf(axis, ours), first + LaneHeight - 5, PlaceOf(axis, ours), bottom, "reach");
        }

        for (int i = 0; i < panel.Bars.Count; i++)
        {
            if (panel.Bars[i].Needed is { } needed)
            {
                _svg.Shape(PlaceOf(axis, needed), first + (LaneHeight * (i + 0.5)), Diamond, "goal");
            }
        }
    }

    private void DrawTicks(Quantity quantity, Axis axis, double first, double bottom)
    {
        foreach (double tick in axis.Ticks)
        {
            double x = PlaceOf(axis, tick);
            _svg.Line(x, first, x, bottom, "grid");
            _svg.Text(x, bottom + 15, "tick", tick == 0 ? "0" : ShowTick(quantity, tick));
        }

        _svg.Line(BarsStart, first, BarsStart, bottom, "base");
    }

    private void DrawBar(Bar bar, Axis axis, double middle)
    {
        _svg.Text(LabelsEnd, middle + Baseline, bar.Kind == BarKind.Ours ? "own" : "label", bar.Label);
        if (bar.Value is { } value and > 0)
        {
            double length = PlaceOf(axis, value) - BarsStart;
            _svg.Rectangle(BarsStart, middle - (BarHeight / 2), length, BarHeight, StyleOf(bar.Kind));
        }

        _svg.Text(ValuesEnd, middle + Baseline, "value", bar.Shown);
        DrawVerdict(bar.Verdict, VerdictsStart, middle);
        _svg.Text(VerdictsStart + 13, middle + Baseline, "remark", bar.Remark);
    }

    private void DrawVerdict(Verdict verdict, double x, double y)
    {
        if (verdict != Verdict.NoGoal)
        {
            (string shape, string style) = verdict switch
            {
                Verdict.Met => (Check, "met"),
                Verdict.Missed => (Cross, "missed"),
                _ => (Circle, "later"),
            };
            _svg.Shape(x, y, shape, style);
        }
    }

    private void DrawLegend(double middle)
    {
        _svg.Line(Margin, middle - 15, Width - Margin, middle - 15, "grid");
        DrawKey(0, middle, "Ledgerline", (x, y) => _svg.Rectangle(x - 9, y - 5, 18, 10, "ours"));
        DrawKey(1, middle, "peer", (x, y) => _svg.Rectangle(x - 9, y - 5, 18, 10, "peer"));
        DrawKey(2, middle, "limit: ready bytes, no work", (x, y) => _svg.Rectangle(x - 9, y - 5, 18, 10, "limit"));
        DrawKey(3, middle, "Ledgerline's value", (x, y) => _svg.Line(x, y - 8, x, y + 8, "reach"));
        DrawKey(4, middle, "value at which the goal is met", (x, y) => _svg.Shape(x, y, Diamond, "goal"));
        DrawKey(0, middle + 22, "goal met", (x, y) => DrawVerdict(Verdict.Met, x, y));
        DrawKey(1, middle + 22, "missed", (x, y) => DrawVerdict(Verdict.Missed, x, y));
        DrawKey(2, middle + 22, "goal of later work", (x, y) => DrawVerdict(Verdict.Later, x, y));
        _svg.Text(Margin + KeyPlaces[3] - 9, middle + 22 + Baseline, "muted", "right: the ratio, median (middle half) of the rounds");
    }

    private void DrawKey(int place, double middle, string name, Action<double, double> drawSign)
    {
        double x = Margin + KeyPlaces[place];
        drawSign(x, middle);
        _svg.Text(x + 17, middle + Baseline, "muted", name);
    }

    private static double PlaceOf(Axis axis, double value) => BarsStart + (axis.Place(value) * (BarsEnd - BarsStart));

    private static string StyleOf(BarKind kind) => kind switch
    {
        BarKind.Ours => "ours",
        BarKind.Limit => "limit",
        _ => "peer",
    };

    private static string ShowTick(Quantity quantity, double tick)
    {
        (double size, string name) = Amount.UnitOf(quantity, tick * (1 + 1e-9));
        return $"{SvgWriter.Number(tick / size)} {name}".TrimEnd();
    }
}
