namespace Ledgerline.Tests.Simulation;

/// <summary>A clock that moves only when told to, so that many entries share a millisecond.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    public void Advance(int milliseconds) => _now = _now.AddMilliseconds(milliseconds);

    public override DateTimeOffset GetUtcNow() => _now;
}
