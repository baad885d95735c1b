namespace Quickstart;

/// <summary>The turn that a snapshot was taken after.</summary>
public sealed record Origin(string Turn, int Depth);
