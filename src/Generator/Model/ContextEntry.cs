namespace Ledgerline.Generator;

/// <summary>A record that the context knows.</summary>
/// <param name="Property">The name of its property.</param>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Id">The identifier of its serializer.</param>
/// <param name="IsHierarchy">Whether System.Text.Json could see a polymorphic type in it.</param>
/// <param name="Cases">The cases, fully qualified, that the context knows through it.</param>
/// <param name="Defect">What is wrong with it, if anything: then there is nothing behind its property.</param>
internal sealed record ContextEntry(
    string Property, string TypeName, string Id, bool IsHierarchy, EquatableArray<string> Cases, string? Defect);
