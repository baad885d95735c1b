using System.Globalization;
using System.Text;

namespace Ledgerline.Bench.Charts;

/// <summary>Writes SVG elements: numbers with a point and two digits, text escaped, one element a line.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds an element that is markup already.</summary>
    public void Raw(string markup) => _text.Append(markup).Append('\n');

    public void Text(double x, double y, string style, string content) =>
        Raw($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" class=\"{style}\">{Escape(content)}</text>");

    public void Rectangle(double x, double y, double width, double height, string style) => Raw(
        $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" class=\"{style}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string style) => Raw(
        $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" class=\"{style}\"/>");

    /// <summary>A shape around a point.</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">The point.</param>
    /// <param name="path">The shape, seen from the point.</param>
    /// <param name="style">How it is drawn.</param>
    public void Shape(double x, double y, string path, string style) =>
        Raw($"<path transform=\"translate({Number(x)} {Number(y)})\" d=\"{path}\" class=\"{style}\"/>");

    public static string Escape(string content) => content
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();
}
