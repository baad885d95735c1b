namespace Ledgerline.Bench.Measurement;

/// <summary>Medians of one comparison.</summary>
/// <param name="Row">The row.</param>
/// <param name="Peer">Whom we were compared with.</param>
/// <param name="OursPerSecond">Our operations per second.</param>
/// <param name="PeerPerSecond">The peer's.</param>
/// <param name="Ratio">The median of the runs' own ratios, which drift of the machine moves less than the quotient of medians.</param>
/// <param name="Goal">The least ratio wanted, or null.</param>
internal sealed record RowResult(
    string Row, string Peer, double OursPerSecond, double PeerPerSecond, double Ratio, double? Goal)
{
    public bool? Pass => Goal is { } goal ? Ratio >= goal : null;
}
