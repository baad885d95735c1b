namespace Ledgerline.Bench.Charts;

/// <summary>Whose a bar is.</summary>
internal enum BarKind
{
    Ours,
    Peer,
    Limit,
}
