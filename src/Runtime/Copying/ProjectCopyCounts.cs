namespace Ledgerline;

/// <summary>How much of a project.</summary>
/// <param name="Logs">Logs, those of each key counted for themselves.</param>
/// <param name="Entries">Entries of logs.</param>
/// <param name="Documents">Documents, of all sets.</param>
/// <param name="Blobs">Blobs.</param>
/// <param name="Bytes">The bytes of entries' payloads, documents and blobs.</param>
public readonly record struct ProjectCopyCounts(long Logs, long Entries, long Documents, long Blobs, long Bytes);
