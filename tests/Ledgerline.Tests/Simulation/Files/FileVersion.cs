namespace Ledgerline.Tests.Simulation.Files;

/// <summary>A state that a document or a blob was, or may have been, in.</summary>
/// <param name="content">Null where it was absent.</param>
/// <param name="mayBeTorn">Whether a loss of power may leave a part of it: it was not flushed.</param>
/// <param name="isTorn">Whether it is such a part.</param>
internal sealed class FileVersion(string? content, bool mayBeTorn, bool isTorn = false)
{
    public string? Content { get; } = content;

    public bool MayBeTorn { get; } = mayBeTorn;

    public bool IsTorn { get; } = isTorn;

    /// <summary>Its ETag, where it was told.</summary>
    public string? ETag { get; set; }
}
