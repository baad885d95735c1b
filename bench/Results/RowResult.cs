using System.Text.Json.Serialization;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Results;

/// <summary>What a row came to.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Case">Which of the row's works; null where it has one.</param>
/// <param name="Quantity">What <paramref name="Value"/> is: operations per second, seconds, bytes or a number.</param>
/// <param name="Rounds">How often each contender worked.</param>
/// <param name="Ours">What we are called beside the peers.</param>
/// <param name="Value">The median of what we came to; null where the row failed.</param>
/// <param name="Comparisons">The peers.</param>
internal sealed record RowResult(
    string Name,
    string? Case,
    Quantity Quantity,
    int Rounds,
    string Ours,
    double? Value,
    IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>Why there is no result; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Why it was not measured; null where it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Obstacle { get; init; }

    public string Title => Case is null ? Name : $"{Name}: {Case}";

    public static RowResult Failed(Row row, Exception failure) => Without(row, isMissed: true) with
    {
        // Published: the machine's own directories are left out.
        Failure = $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}"
            .Replace(Path.GetTempPath(), "", StringComparison.Ordinal),
    };

    /// <summary>A row that this machine cannot measure: no goal is missed.</summary>
    public static RowResult Skipped(Row row, string obstacle) => Without(row, isMissed: false) with { Obstacle = obstacle };

    private static RowResult Without(Row row, bool isMissed) => new(
        row.Name,
        row.Case,
        row.Quantity,
        row.Rounds,
        row.Ours.Name,
        null,
        [.. row.Peers.Select(peer => new Comparison(
            peer.Contender.Name, peer.Contender.Kind, null, null, peer.Goal, peer.Goal is null || !isMissed ? null : false))]);
}
