namespace TypedModule;

/// <summary>A state of the source.</summary>
/// <param name="Id">Its hash.</param>
/// <param name="Author">Who made it.</param>
public sealed record Commit(string Id, string Author);
