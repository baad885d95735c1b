using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Measurement;

/// <summary>Runs a row's contenders in turn, round after round, so that drift of the machine meets all of them.</summary>
internal static class Runner
{
    public static async Task<RowResult> RunAsync(Row row)
    {
        Contender[] contenders = [row.Ours, .. row.Peers.Select(peer => peer.Contender)];
        var costs = new List<double>[contenders.Length];
        var stands = new List<Stand>();
        try
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                costs[i] = [];
                stands.Add(new Stand(contenders[i]));
                if (row.WarmsUp)
                {
                    await stands[i].MeasureAsync();
                }
            }

            for (int round = 0; round < row.Rounds; round++)
            {
                foreach (int i in Order(contenders.Length, round))
                {
                    costs[i].Add(await stands[i].MeasureAsync());
                }
            }
        }
        finally
        {
            foreach (Stand stand in stands)
            {
                await stand.DisposeAsync();
            }
        }

        return new RowResult(
            row.Name,
            row.Case,
            row.Quantity,
            row.Rounds,
            row.Ours.Name,
            Amount.FromCost(row.Quantity, Samples.Median(costs[0])),
            [.. row.Peers.Select((peer, i) => Compare(row.Quantity, peer, costs[0], costs[i + 1]))]);
    }

    /// <summary>There and back, so that nobody always comes after the same one.</summary>
    private static IEnumerable<int> Order(int contenders, int round)
    {
        IEnumerable<int> order = Enumerable.Range(0, contenders);
        return round % 2 == 0 ? order : order.Reverse();
    }

    private static Comparison Compare(Quantity quantity, Peer peer, List<double> ours, List<double> theirs)
    {
        // Without a goal: times as fast, like most.
        Goal direction = peer.Goal ?? Goal.AtLeast(0);
        Spread ratio = Spread.Of([.. ours.Zip(theirs, direction.Ratio)]);
        return new Comparison(
            peer.Contender.Name,
            peer.Contender.Kind,
            Amount.FromCost(quantity, Samples.Median(theirs)),
            ratio,
            peer.Goal,
            peer.Goal?.IsMet(ratio.Median));
    }
}
