namespace Ledgerline.Bench.Measurement;

/// <summary>Where one contender works: its directory, and what it has opened there.</summary>
internal sealed class Stand(Contender contender) : IAsyncDisposable
{
    private string? _directory;
    private Work? _work;

    public async Task<double> MeasureAsync()
    {
        if (contender.StartsAfresh)
        {
            await DisposeAsync();
        }

        _directory ??= Directory.CreateTempSubdirectory("ledgerline-bench-").FullName;
        _work ??= await contender.Open(_directory);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        double cost = await _work.Measure();
        await _work.Verify();
        return cost;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_work is not null)
            {
                await _work.Close();
            }
        }
        finally
        {
            if (_directory is not null)
            {
                Directory.Delete(_directory, recursive: true);
            }

            _work = null;
            _directory = null;
        }
    }
}
