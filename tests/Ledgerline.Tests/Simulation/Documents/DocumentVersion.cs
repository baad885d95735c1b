namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>A state that a document was, or may have been, in.</summary>
/// <param name="Content">Null where it was absent.</param>
/// <param name="MayBeTorn">Whether a loss of power may leave a part of it: it was not flushed.</param>
/// <param name="IsTorn">Whether it is such a part.</param>
internal sealed record DocumentVersion(string? Content, bool MayBeTorn, bool IsTorn = false);
