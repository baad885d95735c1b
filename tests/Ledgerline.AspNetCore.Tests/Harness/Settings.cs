namespace Ledgerline.AspNetCore.Tests;

/// <summary>One document.</summary>
[JsonKv(Key = "settings")]
public sealed partial record Settings(bool IsDark);
