using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>
/// Emits serializers, definitions and accessors for annotated records. It reports nothing: what is wrong is said by
/// <see cref="AnnotationAnalyzer"/>, which shares the parser.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LedgerlineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<ParsedRecord>> logs =
            Records(context, KnownAttributes.AppendLog, StorageKind.Log, TrackingNames.Logs);
        IncrementalValueProvider<ImmutableArray<ParsedRecord>> documents =
            Records(context, KnownAttributes.JsonKv, StorageKind.Kv, TrackingNames.Documents);
        IncrementalValueProvider<string?> assemblyName = context.CompilationProvider
            .Select(static (compilation, _) => compilation.AssemblyName)
            .WithTrackingName(TrackingNames.AssemblyName);
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : null)
            .Combine(assemblyName)
            .Select(static (pair, _) => ContractAssembler.RootNamespace(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RootNamespace);

        IncrementalValueProvider<SerializerContract> contract = logs
            .Combine(documents)
            .Combine(rootNamespace)
            .Select(static (input, _) => ContractAssembler.Assemble(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(TrackingNames.Contract);
        IncrementalValuesProvider<TypeFile> files = contract
            .SelectMany(static (whole, _) => whole.Files)
            .WithTrackingName(TrackingNames.Files);
        IncrementalValueProvider<ContextFile?> contextFile = contract
            .Select(static (whole, _) => whole.Context)
            .WithTrackingName(TrackingNames.Context);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName + ".g.cs", TypeFileEmitter.Emit(file)));
        context.RegisterSourceOutput(contextFile, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(GeneratedCode.ContextName + ".g.cs", ContextEmitter.Emit(file));
            }
        });
    }

    private static IncrementalValueProvider<ImmutableArray<ParsedRecord>> Records(
        IncrementalGeneratorInitializationContext context, string attribute, StorageKind kind, string trackingName) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, cancellationToken) => AnnotatedRecordParser.Parse(
                    new ParseContext(found.SemanticModel.Compilation, cancellationToken),
                    (INamedTypeSymbol)found.TargetSymbol,
                    found.Attributes[0],
                    kind))
            .Where(static record => record is not null)
            .Select(static (record, _) => record!)
            .WithTrackingName(trackingName)
            .Collect()
            .WithTrackingName(trackingName + "Collected");
}
