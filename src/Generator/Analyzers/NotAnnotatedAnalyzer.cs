using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>
/// Says in one sentence what is missing where <c>Log&lt;T&gt;()</c>, <c>Kv&lt;T&gt;()</c> or <c>Document&lt;T&gt;()</c> is
/// called with a type that is not annotated, or annotated for another of them: the compiler only knows of a constraint.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAnnotatedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotAnnotated, Descriptors.OpenedOtherwise];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        GenericNameSyntax? name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax { Name: GenericNameSyntax member } => member,
            MemberBindingExpressionSyntax { Name: GenericNameSyntax member } => member,
            _ => null,
        };
        if (name is not { Identifier.ValueText: "Log" or "Kv" or "Document" or "ListLogKeysAsync", TypeArgumentList.Arguments: { Count: 1 } arguments }
            || HasDefinition(context, invocation.ArgumentList.Arguments)
            || !IsOurs(context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken)))
        {
            return;
        }

        StorageKind kind = name.Identifier.ValueText switch
        {
            "Kv" => StorageKind.Kv,
            "Document" => StorageKind.Document,
            _ => StorageKind.Log,
        };
        if (context.SemanticModel.GetTypeInfo(arguments[0], context.CancellationToken).Type
                is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            && !IsImplementedByHand(type, kind))
        {
            Check(context, type, kind, arguments[0].GetLocation());
        }
    }

    private static void Check(SyntaxNodeAnalysisContext context, INamedTypeSymbol type, StorageKind kind, Location location)
    {
        string display = SymbolNames.Display(type);
        if (KnownAttributes.Find(type, kind == StorageKind.Log ? KnownAttributes.AppendLog : KnownAttributes.JsonKv) is not { } attribute)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NotAnnotated, location, display, WayOut(context.Compilation, type, kind, display)));
        }
        else if (kind != StorageKind.Log && KnownAttributes.IsNamed(attribute, "Key") != (kind == StorageKind.Document))
        {
            (string why, string opening) = kind == StorageKind.Document
                ? ("is not pinned to a key", $"Kv<{display}>(), or pin it with Key = \"...\"")
                : ($"is pinned to the key '{KnownAttributes.Named(attribute, "Key")}'", $"Document<{display}>()");
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.OpenedOtherwise, location, display, why, opening));
        }
    }

    private static string WayOut(Compilation compilation, INamedTypeSymbol type, StorageKind kind, string display)
    {
        (string name, string arguments) = kind switch
        {
            StorageKind.Log => ("AppendLog", "(\"name\")"),
            StorageKind.Document => ("JsonKv", "(Key = \"name\")"),
            _ => ("JsonKv", "(\"name\")"),
        };
        AttributeData? named = KnownAttributes.Named(compilation).FirstOrDefault(attribute =>
            attribute.AttributeClass!.Name == name + "Attribute"
            && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass.TypeArguments[0], type));
        string property = (named is null ? null : KnownAttributes.Named(named, "Accessor") as string) ?? SymbolNames.Simple(type) + kind;
        string opening = $"open it with {kind}({GeneratedCode.DefinitionsName}.{property})";
        bool isOutside = ObjectRules.IsGeneric(type) || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
        return named is not null ? $"the assembly names it, so {opening}"
            : isOutside ? $"add [assembly: {name}<{display}>{arguments}] and {opening}"
            : $"add [{name}{arguments}] and make it a partial record";
    }

    /// <summary>Whether a definition is given, so that the type needs none of its own; a key or a token says nothing of it.</summary>
    private static bool HasDefinition(SyntaxNodeAnalysisContext context, SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.Count > 0
        && context.SemanticModel.GetTypeInfo(arguments[0].Expression, context.CancellationToken).Type
            is not ({ SpecialType: SpecialType.System_String } or { Name: "CancellationToken" });

    private static bool IsOurs(SymbolInfo symbol) =>
        (symbol.Symbol is { } found ? [found] : symbol.CandidateSymbols).Any(static candidate =>
            candidate is IMethodSymbol { ContainingType: { Name: "Project" or "SharedDocuments" } type }
            && type.ContainingNamespace.ToDisplayString() == "Ledgerline");

    /// <summary>A type that implements the contract by hand is the compiler's business.</summary>
    private static bool IsImplementedByHand(INamedTypeSymbol type, StorageKind kind) =>
        type.Interfaces.Any(implemented =>
            implemented.Name == KnownContracts.InterfaceOf(kind)
            && implemented.ContainingNamespace.ToDisplayString() == "Ledgerline"
            && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));
}
