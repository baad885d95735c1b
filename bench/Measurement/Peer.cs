namespace Ledgerline.Bench.Measurement;

/// <summary>Somebody a row compares us with.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Goal">What the comparison should come to; null where there is no goal.</param>
internal sealed record Peer(Contender Contender, Goal? Goal = null);
