using System.Globalization;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>How much memory work on a large log takes, in a process of its own.</summary>
internal static class MemoryRows
{
    private const double AllowedGrowth = 24 << 20;

    /// <summary>A small first generation, so that the peak is what is needed and not what may lie around.</summary>
    private static readonly Dictionary<string, string> SmallHeap = new() { ["DOTNET_GCgen0size"] = "0x400000" };

    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        return
        [
            Row(MemoryProbe.Read, scale.LargeLog),
            Row(MemoryProbe.Subscribe, scale.LargeLog),
            Row(MemoryProbe.Reverse, scale.LargeLog),
            Row(MemoryProbe.Truncate, scale.LargeLog / 2),
        ];

        Row Row(string operation, long expected) => new(
            "log-memory",
            operation,
            Quantity.Memory,
            scale.MemoryRounds,
            new Contender("Ledgerline", async directory =>
            {
                (string large, string small) = await LogsAsync(operation, directory);
                return new Work(() => GrowthAsync(operation, large, small, expected), () => Task.CompletedTask, () => default);
            }) { StartsAfresh = true },
            [new(Contender.Allowance("allowed above the warm process", AllowedGrowth), Goal.AtMost(1))]) { WarmsUp = false };

        async Task<(string Large, string Small)> LogsAsync(string operation, string directory)
        {
            string large = await corpus.LedgerAsync(scale.LargeLog);
            string small = await corpus.LedgerAsync(scale.SmallLog);
            return operation == MemoryProbe.Truncate
                ? (await CopyAsync(large, Path.Combine(directory, "large")), await CopyAsync(small, Path.Combine(directory, "small")))
                : (large, small);
        }
    }

    private static async Task<double> GrowthAsync(string operation, string large, string small, long expected)
    {
        string output = await ChildProcess.RunAsync([ChildCommand.Memory, operation, large, small], SmallHeap);
        string[] numbers = output.Split(' ');
        Expect.Equal(expected, long.Parse(numbers[1], CultureInfo.InvariantCulture));
        return double.Parse(numbers[0], CultureInfo.InvariantCulture);
    }

    private static async Task<string> CopyAsync(string source, string target)
    {
        await using Ledger copy = await LedgerCopy.OpenAsync(source, target);
        return target;
    }
}
