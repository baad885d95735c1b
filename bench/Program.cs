using Ledgerline.Bench;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Rows;

if (args is [ChildCommand.Flag, .. var command])
{
    return await ChildCommand.RunAsync(command);
}

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine($"Usage: {BenchOptions.Usage}");
    return 2;
}

using var corpus = new Corpus();
IReadOnlyList<Row> all = RowCatalog.All(options.Quick ? Scale.Quick : Scale.Full, corpus);
if (options.Rows?.Except(all.Select(row => row.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no row '{unknown}'. Rows: {string.Join(", ", all.Select(row => row.Name).Distinct())}.");
    return 2;
}

List<RowResult> results = [];
Report.PrintHeader();
foreach (Row row in all.Where(row => options.Rows?.Contains(row.Name) ?? true))
{
    IReadOnlyList<RowResult> ofRow;
    try
    {
        ofRow = await Runner.RunAsync(row);
    }
    catch (Exception failure)
    {
        Console.Error.WriteLine(failure);
        ofRow = [RowResult.Failed(row, failure)];
    }

    foreach (RowResult result in ofRow)
    {
        results.Add(result);
        Report.Print(result);
    }
}

if (options.JsonFile is not null)
{
    await Report.WriteJsonAsync(options.JsonFile, results);
}

// Work that was not done is another matter than a goal that was missed.
return results.Any(result => result.Failure is not null) ? 3
    : results.All(result => result.Pass ?? true) ? 0
    : 1;
