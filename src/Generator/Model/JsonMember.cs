namespace Ledgerline.Generator;

/// <summary>A member of an object.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="JsonName">The name in JSON.</param>
/// <param name="Value">The form of its value.</param>
/// <param name="Writing">Whether it is written.</param>
/// <param name="Reading">How what was read gets into the object.</param>
/// <param name="Missing">What happens when it is not there.</param>
/// <param name="Default">The expression that stands for a missing argument of the constructor.</param>
/// <param name="Getter">What it is read from an object through; null where that is its name.</param>
/// <param name="Setter">What it is set through after construction; null where that is its name.</param>
internal sealed record JsonMember(
    string Name,
    string JsonName,
    JsonValue Value,
    MemberWriting Writing,
    MemberReading Reading,
    MissingMember Missing,
    string? Default,
    UnsafeAccessor? Getter,
    UnsafeAccessor? Setter);
