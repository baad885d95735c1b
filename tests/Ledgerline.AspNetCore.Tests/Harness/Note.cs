namespace Ledgerline.AspNetCore.Tests;

/// <summary>A record that is no hierarchy, though it has a member that is called as a discriminator is.</summary>
[AppendLog("notes")]
public sealed partial record Note(string Kind);
