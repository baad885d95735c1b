namespace Ledgerline.Bench.Charts;

/// <summary>A picture of a group of rows.</summary>
/// <param name="Title">What all of it is about.</param>
/// <param name="Note">Where and when it was measured.</param>
/// <param name="Panels">The parts, each with an axis of its own.</param>
internal sealed record Chart(string Title, string Note, IReadOnlyList<Panel> Panels)
{
    /// <summary>The whole chart in words, for those who do not see it.</summary>
    public string Description => string.Join("\n", Panels.Select(panel => panel.Description));
}
