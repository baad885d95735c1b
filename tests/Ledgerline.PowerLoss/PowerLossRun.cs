using System.Diagnostics;
using System.Globalization;

namespace Ledgerline.PowerLoss;

/// <summary>Rounds of writing, cutting the power, mounting again and checking, on one file system that grows old with them.</summary>
internal sealed class PowerLossRun(LoopMount mount, int rounds, int seed, bool isControl)
{
    private const int LongestMs = 700;
    private const int Kinds = 3;

    private readonly Random _random = new(seed);
    private Promises _promises = new();
    private readonly HashSet<string> _broken = [];

    /// <returns>0 where every promise was kept, or, in a control, where one of each kind was seen to be broken; 1 otherwise.</returns>
    public async Task<int> RunAsync()
    {
        Console.WriteLine($"{mount.Type}: {rounds} rounds, LEDGERLINE_POWER_SEED={seed}{(isControl ? ", not flushed" : "")}");
        await BeginAnewAsync();

        // A control ends as soon as it has seen one of each kind, which takes longer where the machine is busy.
        for (int round = 1; round <= (isControl ? rounds * 6 : rounds); round++)
        {
            if (isControl && round > 1)
            {
                // What the last cut damaged, as it should, is nothing to write to.
                await BeginAnewAsync();
            }

            await RoundAsync(round);
            if (_broken.Count == Kinds || (_broken.Count > 0 && !isControl))
            {
                return isControl ? 0 : 1;
            }
        }

        Console.WriteLine($"{mount.Type}: {_promises.Acknowledged} acknowledged batches, {_promises.Truncations} truncations and {_promises.Deletions} deletions, {_promises.Written} writes and deletions of documents and blobs kept through {rounds} cuts, {_promises.DuringCuts} acknowledged during them, {_promises.Torn} of them that were not flushed found in part");
        return isControl ? 1 : 0;
    }

    private async Task BeginAnewAsync()
    {
        _promises = new();
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.DeleteProjectAsync(Load.Project);
        await driver.CreateProjectAsync(Load.Project);
    }

    private async Task RoundAsync(int round)
    {
        // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
        LoadProcess[] loads = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(i => LoadProcess.Start(
            mount.Path, $"r{round}-{i}", _random.Next(int.MaxValue).ToString(CultureInfo.InvariantCulture), isControl ? "control" : ""))];
        int delay = _random.Next(LongestMs);

        // Now and then while the first files are being made.
        bool isEarly = _random.Next(4) == 0;
#pragma warning restore CA5394
        int before = _promises.Acknowledged;
        PowerCut cut;
        List<string> first = [];
        Task<string[]>[] outputs = [];
        try
        {
            foreach (LoadProcess load in loads)
            {
                await load.ReadLineAsync();
            }

            foreach (LoadProcess load in isEarly ? [] : loads)
            {
                first.Add((await load.ReadLineAsync())!);
            }

            outputs = [.. loads.Select(load => load.ReadToEndAsync())];
            await Task.Delay(delay);
            cut = mount.CutPower();

            // Long enough for whoever would acknowledge what is lost.
            await Task.Delay(50);
        }
        finally
        {
            foreach (LoadProcess load in loads)
            {
                await load.KillAsync();
            }
        }

        foreach (string line in first.Concat((await Task.WhenAll(outputs)).SelectMany(lines => lines)))
        {
            _promises.Read(line, cut);
        }

        foreach (LoadProcess load in loads)
        {
            load.Dispose();
        }

        mount.Restart();
        var check = Stopwatch.StartNew();
        await using var driver = new FileSystemDriver(mount.Path);
        Project project = driver.Project(Load.Project);
        await CheckAsync(round, "logs", new LogCheck(project, _promises).RunAsync);
        await CheckAsync(round, "documents", new FileCheck(new ReplacedDocuments(project.Meta), _promises).RunAsync);
        await CheckAsync(round, "blobs", new FileCheck(new ReplacedBlobs(project.Files), _promises).RunAsync);
        Console.WriteLine($"{mount.Type} round {round}: {loads.Length} processes cut after {delay} ms, {_promises.Acknowledged - before} batches acknowledged, checked in {check.ElapsedMilliseconds} ms");
    }

    private async Task CheckAsync(int round, string kind, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception e) when (e is PromiseBrokenException or LedgerlineException)
        {
            Console.WriteLine($"{mount.Type} round {round}, {kind}: {(isControl ? "as it should: " : "BROKEN: ")}{e.Message}");
            _broken.Add(kind);
        }
    }
}
