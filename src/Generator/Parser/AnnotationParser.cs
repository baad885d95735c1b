using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses an annotation for the generator: the record, and its cmdlets.</summary>
internal static class AnnotationParser
{
    public static ParsedRecord? Parse(
        Compilation compilation, INamedTypeSymbol type, AttributeData attribute, StorageKind kind, CancellationToken cancellationToken) =>
        WithCmdlets(
            compilation, type, AnnotatedRecordParser.Parse(new ParseContext(compilation, cancellationToken), type, attribute, kind), cancellationToken);

    /// <summary>The same for an annotation that stands on the assembly and names its type.</summary>
    public static ParsedRecord? ParseNamed(Compilation compilation, AttributeData attribute, StorageKind kind, CancellationToken cancellationToken) =>
        AnnotatedRecordParser.ParseNamed(new ParseContext(compilation, cancellationToken), attribute, kind) is { } parsed
            ? WithCmdlets(compilation, (INamedTypeSymbol)attribute.AttributeClass!.TypeArguments[0], parsed, cancellationToken)
            : null;

    private static ParsedRecord? WithCmdlets(Compilation compilation, INamedTypeSymbol type, ParsedRecord? parsed, CancellationToken cancellationToken) =>
        parsed is null ? null
        : parsed with { Cmdlets = CmdletParser.Parse(new ParseContext(compilation, cancellationToken), type, parsed, Location.None) };
}
