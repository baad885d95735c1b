namespace Ledgerline.Bench.Measurement;

/// <summary>One way to do a row's work.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">Does the work once in an empty directory, or over what <c>Prepare</c> left there.</param>
/// <param name="Prepare">Makes what the work needs, outside the measured time; null for nothing.</param>
internal sealed record Contender(string Name, Func<string, Task> Run, Func<string, Task>? Prepare = null);
