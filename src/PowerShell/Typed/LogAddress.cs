namespace Ledgerline.PowerShell.Typed;

/// <summary>Where a log of records is.</summary>
/// <param name="Root">The directory that holds the projects.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Key">Which of the record's logs; null for the one without a key.</param>
internal readonly record struct LogAddress(string Root, string Project, string? Key);
