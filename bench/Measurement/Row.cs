namespace Ledgerline.Bench.Measurement;

/// <summary>A comparison: the same work by us and by others, in one run.</summary>
/// <param name="Name">The row's name, as the documentation has it.</param>
/// <param name="Operations">How many operations the work is.</param>
/// <param name="Ours">Our way.</param>
/// <param name="Peers">The other ways, each with the ratio that is the goal, or null where there is none yet.</param>
internal sealed record Row(string Name, int Operations, Contender Ours, IReadOnlyList<(Contender Peer, double? Goal)> Peers);
