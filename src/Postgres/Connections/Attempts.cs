using System.Diagnostics;

namespace Ledgerline.Postgres;

/// <summary>The attempts of one call: how long to wait between them, and when to give up.</summary>
internal sealed class Attempts(string operation, string target, TimeSpan timeout, TimeSpan firstDelay, TimeSpan longestDelay)
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private TimeSpan _delay = firstDelay;

    /// <summary>Whether an earlier attempt may have done it, so that giving up leaves that open.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Waits before the next attempt.</summary>
    /// <exception cref="StorageException">There is to be none.</exception>
    public async ValueTask FailedAsync(Exception failure, FailureKind kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (kind != FailureKind.Refused || Stopwatch.GetElapsedTime(_begun) + _delay > timeout)
        {
            throw Failures.Describe(operation, target, failure, IsUnknown ? FailureKind.Unknown : kind);
        }

        await Task.Delay(_delay, cancellationToken).ConfigureAwait(false);
        _delay = TimeSpan.FromTicks(Math.Min(2 * _delay.Ticks, longestDelay.Ticks));
    }
}
