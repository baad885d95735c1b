namespace Ledgerline.AspNetCore.Tests;

/// <summary>A document by key.</summary>
[JsonKv("threads")]
public sealed partial record Thread(string Title, int Replies = 0);
