namespace Ledgerline.Tests.Simulation;

/// <summary>Thrown by every call of a process that was killed: nothing it does afterwards reaches the disk.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only the simulator throws it.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "No code under test may catch it by type.")]
internal sealed class ProcessStoppedException() : Exception("The simulated process was stopped.");
