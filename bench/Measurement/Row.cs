namespace Ledgerline.Bench.Measurement;

/// <summary>A comparison: the same work by us and by others, in one run.</summary>
/// <param name="Name">The row's name, as the documentation has it.</param>
/// <param name="Case">Which of the row's works this is; null where it has one.</param>
/// <param name="Quantity">What is measured.</param>
/// <param name="Rounds">How often each contender works.</param>
/// <param name="Ours">Our way.</param>
/// <param name="Peers">The other ways.</param>
internal sealed record Row(
    string Name, string? Case, Quantity Quantity, int Rounds, Contender Ours, IReadOnlyList<Peer> Peers)
{
    /// <summary>Whether every contender works once before it counts. Off where the work warms itself up, or is long.</summary>
    public bool WarmsUp { get; init; } = true;

    /// <summary>What the row needs and this machine lacks, so that it is left out; null where nothing is.</summary>
    public string? Obstacle { get; init; }
}
