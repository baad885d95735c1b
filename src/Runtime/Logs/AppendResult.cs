namespace Ledgerline;

/// <summary>Which numbers an append was given.</summary>
/// <param name="FirstSeq">The first entry's number.</param>
/// <param name="LastSeq">The last entry's number; <c>FirstSeq - 1</c> where nothing was appended.</param>
public readonly record struct AppendResult(long FirstSeq, long LastSeq);
