namespace Aot;

/// <summary>Something that was counted, and when: a generic type that documents use closed.</summary>
public sealed record Counted<T>(T What, DateTimeOffset At);
