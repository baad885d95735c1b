namespace Ledgerline.Generator;

/// <summary>A definition that an annotation on the assembly asks for.</summary>
/// <param name="Property">The name of its property.</param>
/// <param name="Record">The annotation.</param>
/// <param name="ContextProperty">The generated context's property for the type; null where one's own context has it.</param>
internal sealed record DefinitionEntry(string Property, AnnotatedRecord Record, string? ContextProperty);
