using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>
/// Says in one sentence what is missing where <c>Log&lt;T&gt;()</c> or <c>Kv&lt;T&gt;()</c> is called with a type that is
/// not annotated: the compiler only knows of a constraint.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAnnotatedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotAnnotated];

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
        if (name is not { Identifier.ValueText: "Log" or "Kv" or "ListLogKeysAsync", TypeArgumentList.Arguments: { Count: 1 } arguments }
            || HasDefinition(context, invocation.ArgumentList.Arguments)
            || !IsOurs(context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken)))
        {
            return;
        }

        bool isLog = name.Identifier.ValueText != "Kv";
        if (context.SemanticModel.GetTypeInfo(arguments[0], context.CancellationToken).Type
                is INamedTypeSymbol { TypeKind: not TypeKind.Error } type
            && !IsAnnotated(type, isLog))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NotAnnotated,
                arguments[0].GetLocation(),
                SymbolNames.Display(type),
                isLog ? "AppendLog(\"name\")" : "JsonKv(\"name\")"));
        }
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

    /// <summary>A type that is annotated, or implements the contract by hand, is the compiler's business.</summary>
    private static bool IsAnnotated(INamedTypeSymbol type, bool isLog)
    {
        string contract = isLog ? "IAppendLogRecord" : "IJsonKvRecord";
        return KnownAttributes.Find(type, isLog ? KnownAttributes.AppendLog : KnownAttributes.JsonKv) is not null
            || type.Interfaces.Any(implemented =>
                implemented.Name == contract
                && implemented.ContainingNamespace.ToDisplayString() == "Ledgerline"
                && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));
    }
}
