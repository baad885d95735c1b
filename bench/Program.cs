using Ledgerline.Bench;
using Ledgerline.Bench.Charts;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Results;

if (args is [ChildCommand.Flag, .. var command])
{
    return await ChildCommand.RunAsync(command);
}

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine($"Usage:\n{BenchOptions.Usage}");
    return 2;
}

RunResult run;
if (options.From is not null)
{
    run = ResultsFile.Read(options.From);
}
else
{
    using var session = new Session(options);
    if (session.UnknownRow is { } unknown)
    {
        Console.Error.WriteLine($"There is no row '{unknown}'. Rows: {string.Join(", ", session.RowNames)}.");
        return 2;
    }

    run = await session.MeasureAsync();
}

if (options.Charts is not null)
{
    ChartFiles.Write(options.Charts, run);
}

if (options.Update is not null)
{
    ResultsPage.UpdateFile(options.Update, run, options.Charts);
}

// Work that was not done is another matter than a goal that was missed.
return run.Rows.Any(row => row.Failure is not null) ? 3
    : run.Rows.SelectMany(row => row.Comparisons).Any(comparison => comparison.Verdict == Verdict.Missed) ? 1
    : 0;
