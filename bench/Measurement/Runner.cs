using System.Diagnostics;

namespace Ledgerline.Bench.Measurement;

/// <summary>Runs a row's contenders in turn, round after round, so that drift of the machine meets all of them.</summary>
internal static class Runner
{
    public static async Task<IReadOnlyList<RowResult>> RunAsync(Row row, int rounds)
    {
        Contender[] contenders = [row.Ours, .. row.Peers.Select(p => p.Peer)];
        var seconds = new List<double>[contenders.Length];
        for (int i = 0; i < contenders.Length; i++)
        {
            seconds[i] = [];
            await MeasureAsync(contenders[i]);
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                seconds[i].Add(await MeasureAsync(contenders[i]));
            }
        }

        double[] ours = [.. seconds[0]];
        return
        [
            .. row.Peers.Select((p, i) => new RowResult(
                row.Name,
                p.Peer.Name,
                row.Operations / Median(ours),
                row.Operations / Median(seconds[i + 1]),
                Median(ours.Zip(seconds[i + 1], (our, peer) => peer / our)),
                p.Goal)),
        ];
    }

    private static async Task<double> MeasureAsync(Contender contender)
    {
        string directory = Directory.CreateTempSubdirectory("ledgerline-bench-").FullName;
        try
        {
            if (contender.Prepare is not null)
            {
                await contender.Prepare(directory);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            long start = Stopwatch.GetTimestamp();
            await contender.Run(directory);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
