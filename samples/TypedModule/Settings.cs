using Ledgerline;

namespace TypedModule;

/// <summary>How a project is run. It is one document: Get-Settings, Set-Settings, Remove-Settings and Watch-Settings take no key.</summary>
/// <param name="Owner">Who is asked.</param>
/// <param name="KeepRuns">For how many days runs are kept.</param>
[JsonKv(Key = "settings")]
public sealed partial record Settings(string Owner, int KeepRuns = 30);
