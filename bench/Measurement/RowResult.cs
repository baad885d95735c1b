namespace Ledgerline.Bench.Measurement;

/// <summary>Medians of one comparison.</summary>
/// <param name="Row">The row's title.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Peer">Whom we were compared with.</param>
/// <param name="Ours">What it costs us.</param>
/// <param name="Theirs">What it costs the peer.</param>
/// <param name="Ratio">The median of the rounds' own ratios, which drift of the machine moves less than the quotient of medians.</param>
/// <param name="Goal">What the ratio should come to, or null.</param>
internal sealed record RowResult(
    string Row, Quantity Quantity, string Peer, double Ours, double Theirs, double Ratio, Goal? Goal)
{
    /// <summary>Why there is no result; null where there is one.</summary>
    public string? Failure { get; init; }

    public bool? Pass => Failure is not null ? false : Goal?.IsMet(Ratio);

    public static RowResult Failed(Row row, Exception failure) =>
        new(row.Title, row.Quantity, "", double.NaN, double.NaN, double.NaN, null)
        {
            Failure = $"{failure.GetType().Name}: {failure.Message}",
        };
}
