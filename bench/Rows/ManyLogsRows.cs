using System.Globalization;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>What many logs hold on to, in a process of its own.</summary>
internal static class ManyLogsRows
{
    public static IEnumerable<Row> All(Scale scale)
    {
        // One run gives both numbers.
        Task<double[]>? run = null;
        return
        [
            Row("descriptors", Quantity.Count, allowed: 64, numbers => numbers[0]),
            Row("managed memory a log", Quantity.Memory, allowed: 1024, numbers => numbers[1]),
        ];

        Row Row(string name, Quantity quantity, double allowed, Func<double[], double> take) => new(
            "log-many",
            name,
            quantity,
            1,
            new Contender("Ledgerline", async directory =>
            {
                double[] numbers = await (run ??= RunAsync(directory, scale.Logs));
                return new Work(() => Task.FromResult(take(numbers)), () => Task.CompletedTask, () => default);
            }),
            [new(Contender.Allowance("allowed", allowed), Goal.AtMost(1))]) { WarmsUp = false };
    }

    private static async Task<double[]> RunAsync(string directory, int logs)
    {
        string[] command = [ChildCommand.ManyLogs, directory, logs.ToString(CultureInfo.InvariantCulture)];
        string output = await ChildProcess.RunAsync(command, new Dictionary<string, string>());
        return [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }
}
