namespace Ledgerline;

/// <summary>What is known of one version of a blob without reading it.</summary>
/// <param name="Path">Its path: relative, <c>/</c>-separated.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was written last, by the clock of whoever wrote it.</param>
/// <param name="ETag">The version, for <see cref="PutCondition.IfMatch"/>: opaque, and never shared by two different contents.</param>
public sealed record BlobInfo(string Path, long Length, DateTimeOffset Modified, string ETag);
