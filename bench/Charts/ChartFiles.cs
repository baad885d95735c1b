using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Charts;

/// <summary>One SVG file a group.</summary>
internal static class ChartFiles
{
    public static void Write(string directory, RunResult run)
    {
        Directory.CreateDirectory(directory);
        foreach (GroupResult group in run.Groups)
        {
            File.WriteAllText(Path.Combine(directory, $"{group.Id}.svg"), ChartDrawing.Draw(GroupChart.Of(group, run)));
        }
    }
}
