using Ledgerline.Bench;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Rows;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine($"Usage: {BenchOptions.Usage}");
    return 2;
}

IReadOnlyList<Row> all = LogRows.All(options.Quick);
if (options.Rows?.Except(all.Select(row => row.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no row '{unknown}'. Rows: {string.Join(", ", all.Select(row => row.Name))}.");
    return 2;
}

List<RowResult> results = [];
Report.PrintHeader();
foreach (Row row in all.Where(row => options.Rows?.Contains(row.Name) ?? true))
{
    foreach (RowResult result in await Runner.RunAsync(row, rounds: options.Quick ? 3 : 9))
    {
        results.Add(result);
        Report.Print(result);
    }
}

if (options.JsonFile is not null)
{
    await Report.WriteJsonAsync(options.JsonFile, results);
}

return results.All(result => result.Pass ?? true) ? 0 : 1;
