using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;
using Ledgerline.Bench.Rows;

namespace Ledgerline.Bench;

/// <summary>Measures the rows that were asked for and says at once what each came to.</summary>
internal sealed class Session(BenchOptions options) : IDisposable
{
    private readonly Corpus _corpus = new();

    /// <summary>A row that was asked for and that there is not; null where all are there.</summary>
    public string? UnknownRow => options.Rows?.Except(RowNames).FirstOrDefault();

    public IEnumerable<string> RowNames => Groups().SelectMany(group => group.Rows).Select(row => row.Name).Distinct();

    public async Task<RunResult> MeasureAsync()
    {
        var run = new RunResult(DateOnly.FromDateTime(DateTime.UtcNow), Machine.This(), options.Quick, []);
        Print(ResultsTable.Header);
        foreach (RowGroup group in Groups())
        {
            List<RowResult> results = [];
            foreach (Row row in group.Rows.Where(row => options.Rows?.Contains(row.Name) ?? true))
            {
                RowResult result = await MeasureAsync(row);
                Print(ResultsTable.Lines(result));
                results.Add(result);
            }

            if (results.Count > 0)
            {
                run = run with { Groups = [.. run.Groups, new GroupResult(group.Id, group.Title, results)] };
                if (options.Json is not null)
                {
                    // After each group, so that a run that is stopped is not lost.
                    ResultsFile.Write(options.Json, run);
                }
            }
        }

        return run;
    }

    public void Dispose() => _corpus.Dispose();

    private static async Task<RowResult> MeasureAsync(Row row)
    {
        if (row.Obstacle is { } obstacle)
        {
            return RowResult.Skipped(row, obstacle);
        }

        try
        {
            return await Runner.RunAsync(row);
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            return RowResult.Failed(row, failure);
        }
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.WriteLine(line);
        }
    }

    private IReadOnlyList<RowGroup> Groups() => RowCatalog.All(options.Quick ? Scale.Quick : Scale.Full, _corpus);
}
