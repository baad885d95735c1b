namespace Ledgerline.Tests.Simulation;

/// <summary>An entry as a reader was given it.</summary>
internal readonly record struct ObservedEntry(long Seq, string Payload);
