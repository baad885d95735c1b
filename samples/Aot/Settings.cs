using Ledgerline;

namespace Aot;

/// <summary>One document, pinned to its key.</summary>
[JsonKv(Key = "settings")]
public sealed partial record Settings(TimeSpan Patience, Carrier Preferred);
