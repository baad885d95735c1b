namespace Ledgerline.Bench.Charts;

/// <summary>The look of all charts, in light and, where the reader prefers it, in dark.</summary>
internal static class ChartStyle
{
    /// <summary>Plain rules without variables, which not every viewer of SVG knows.</summary>
    public const string Css = """
        text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:#1f2328}
        .title{font-size:17px;font-weight:600}.panel{font-size:13px;font-weight:600}
        .muted,.unit,.tick{fill:#59636e;font-size:11px}.unit,.value,.label,.own{text-anchor:end}.tick{text-anchor:middle}
        .own{font-weight:600}.value{font-variant-numeric:tabular-nums}
        .page{fill:#ffffff;stroke:#d1d9e0}.grid{stroke:#d1d9e0}.base{stroke:#818b98}
        .ours{fill:#0969da}.peer{fill:#818b98}.limit{fill:none;stroke:#818b98;stroke-width:1.5;stroke-dasharray:4 2}
        .reach{stroke:#0969da;stroke-width:1.5;stroke-dasharray:2 3}.goal{fill:#bc4c00;stroke:#ffffff}
        .met,.missed,.later{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
        .met{stroke:#1a7f37}.missed{stroke:#cf222e}.later{stroke:#9a6700}
        @media (prefers-color-scheme:dark){
        text{fill:#f0f6fc}.muted,.unit,.tick{fill:#9198a1}
        .page{fill:#0d1117;stroke:#3d444d}.grid{stroke:#2a313c}.base{stroke:#656c76}
        .ours{fill:#4493f8}.peer{fill:#768390}.limit{stroke:#9198a1}
        .reach{stroke:#4493f8}.goal{fill:#f0883e;stroke:#0d1117}
        .met{stroke:#3fb950}.missed{stroke:#f85149}.later{stroke:#d29922}
        }
        """;
}
