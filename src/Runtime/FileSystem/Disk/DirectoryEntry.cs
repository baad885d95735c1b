namespace Ledgerline.FileSystem;

/// <summary>A name in a directory, and what it leads to. A link is <see cref="FileKind.Other"/>, whatever is behind it.</summary>
internal readonly record struct DirectoryEntry(string Name, FileKind Kind);
