using Ledgerline;

namespace Quickstart;

/// <summary>One document, pinned to its key: <c>visits.json</c>.</summary>
[JsonKv(Key = "visits")]
public sealed partial record Visits(int Count);
