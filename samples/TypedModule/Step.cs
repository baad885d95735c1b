namespace TypedModule;

/// <summary>A part of a run.</summary>
/// <param name="Label">What was done.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Step(string Label, double Seconds);
