using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Ledgerline.CodeFixes;

/// <summary>LL0004: gives a member a converter, and declares it with the two methods that are to be written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddConverterFix)), Shared]
public sealed class AddConverterFix : CodeFixProvider
{
    private const string Converter = "System.Text.Json.Serialization.JsonConverterAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0004"];

    // No fixing of all at once: each converter has to be written.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (SyntaxNode? node, SemanticModel model) = await context.FindAsync<SyntaxNode>().ConfigureAwait(false);
        if (node is null
            || SerializedMember.Find(node) is not { } member
            || Property(member, model, context.CancellationToken) is not { } property
            || !IsHelpedByAConverter(property))
        {
            return;
        }

        INamespaceSymbol containing = property.ContainingNamespace;
        string name = NewNames.Free(
            property.Name + "Converter", "", candidate => containing.GetTypeMembers(candidate).Length > 0);
        context.Offer(
            $"Add the converter '{name}'",
            nameof(AddConverterFix),
            editor => Add(editor, model, member, property, name));
    }

    private static void Add(DocumentEditor editor, SemanticModel model, SyntaxNode member, IPropertySymbol property, string name)
    {
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.IdentifierName(name)));
        TypeDeclarationSyntax outermost = member.Ancestors().OfType<TypeDeclarationSyntax>().Last();
        if (Attributes.Create(editor.Generator, model.Compilation, Converter, argument) is { } attribute)
        {
            editor.InsertAfter(outermost, Declare(property, name));
            editor.ReplaceNode(member, Attributes.AddTo(member, attribute));
        }
    }

    /// <summary>A nullable value goes through a converter of its underlying type.</summary>
    private static MemberDeclarationSyntax Declare(IPropertySymbol property, string name)
    {
        ITypeSymbol converted = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : property.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        string type = converted.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
        string what = property.Name;
        return SyntaxFactory.ParseMemberDeclaration(
            $$"""

            internal sealed class {{name}} : global::System.Text.Json.Serialization.JsonConverter<{{type}}>
            {
                public override {{type}} Read(ref global::System.Text.Json.Utf8JsonReader reader, global::System.Type typeToConvert, global::System.Text.Json.JsonSerializerOptions options) =>
                    throw new global::System.NotImplementedException("Read {{what}} from JSON.");

                public override void Write(global::System.Text.Json.Utf8JsonWriter writer, {{type}} value, global::System.Text.Json.JsonSerializerOptions options) =>
                    throw new global::System.NotImplementedException("Write {{what}} as JSON.");
            }
            """)!.WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
    }

    private static IPropertySymbol? Property(SyntaxNode member, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(member, cancellationToken) switch
        {
            IPropertySymbol property => property,
            IParameterSymbol { ContainingType: { } type } parameter => type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(),
            _ => null,
        };

    /// <summary>Other faults than the type's have other ways out.</summary>
    private static bool IsHelpedByAConverter(IPropertySymbol property) =>
        property.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic or TypeKind.TypeParameter) }
        && property.GetAttributes().All(static attribute => attribute.AttributeClass?.ToDisplayString() is not (Converter or "System.Text.Json.Serialization.JsonIgnoreAttribute"));
}
