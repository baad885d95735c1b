namespace Ledgerline.Bench.Measurement;

/// <summary>A contender that is ready to do its work.</summary>
/// <param name="Measure">Does the work once and returns what one operation of it cost.</param>
/// <param name="Verify">Throws where the work was not done; outside the measured time.</param>
/// <param name="Close">Lets go of what the work needed.</param>
internal sealed record Work(Func<Task<double>> Measure, Func<Task> Verify, Func<ValueTask> Close);
