namespace Ledgerline.Bench.Watching;

/// <summary>A sender that pauses between what it sends, and a receiver.</summary>
internal interface IWatch : IAsyncDisposable
{
    /// <summary>The median seconds from sending to receiving.</summary>
    Task<double> MedianAsync(int samples);
}
