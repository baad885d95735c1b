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
            Records(context, KnownAttributes.AppendLog, StorageKind.Log, TrackingNames.ParsedLogs, TrackingNames.Logs);
        IncrementalValueProvider<ImmutableArray<ParsedRecord>> documents =
            Records(context, KnownAttributes.JsonKv, StorageKind.Kv, TrackingNames.ParsedDocuments, TrackingNames.Documents);
        IncrementalValueProvider<ImmutableArray<ParsedRecord>> namedLogs =
            Named(context, KnownAttributes.AppendLogOfT, StorageKind.Log, TrackingNames.ParsedNamedLogs, TrackingNames.NamedLogs);
        IncrementalValueProvider<ImmutableArray<ParsedRecord>> namedDocuments =
            Named(context, KnownAttributes.JsonKvOfT, StorageKind.Kv, TrackingNames.ParsedNamedDocuments, TrackingNames.NamedDocuments);
        IncrementalValueProvider<string?> assemblyName = context.CompilationProvider
            .Select(static (compilation, _) => compilation.AssemblyName)
            .WithTrackingName(TrackingNames.AssemblyName);
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : null)
            .WithTrackingName(TrackingNames.RootNamespaceProperty)
            .Combine(assemblyName)
            .WithTrackingName(TrackingNames.Names)
            .Select(static (pair, _) => ContractAssembler.RootNamespace(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.RootNamespace);

        IncrementalValueProvider<(string RootNamespace, StatedOptions Options)> assembly = rootNamespace
            .Combine(context.CompilationProvider
                .Select(static (compilation, _) => StatedOptionsParser.Find(compilation))
                .WithTrackingName(TrackingNames.StatedOptions))
            .WithTrackingName(TrackingNames.Assembly);

        IncrementalValueProvider<SerializerContract> contract = logs
            .Combine(documents)
            .WithTrackingName(TrackingNames.Records)
            .Combine(namedLogs.Combine(namedDocuments).WithTrackingName(TrackingNames.NamedRecords))
            .WithTrackingName(TrackingNames.AllRecords)
            .Combine(assembly)
            .WithTrackingName(TrackingNames.Input)
            .Select(static (input, _) =>
            {
                (((var logs, var documents), (var namedLogs, var namedDocuments)), (string rootNamespace, StatedOptions options)) = input;
                return ContractAssembler.Assemble([.. logs, .. documents, .. namedLogs, .. namedDocuments], rootNamespace, options);
            })
            .WithTrackingName(TrackingNames.Contract);
        IncrementalValuesProvider<TypeFile> files = contract
            .SelectMany(static (whole, _) => whole.Files)
            .WithTrackingName(TrackingNames.Files);
        IncrementalValueProvider<ContextFile?> contextFile = contract
            .Select(static (whole, _) => whole.Context)
            .WithTrackingName(TrackingNames.Context);

        IncrementalValueProvider<DefinitionsFile?> definitions = contract
            .Select(static (whole, _) => whole.Definitions)
            .WithTrackingName(TrackingNames.Definitions);

        IncrementalValueProvider<bool> generatesCmdlets = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => CmdletBase.AreAskedFor(options))
            .WithTrackingName(TrackingNames.GeneratesCmdlets);
        IncrementalValueProvider<EquatableArray<CmdletFile>?> cmdlets = contract
            .Select(static (whole, _) => whole.Cmdlets)
            .WithTrackingName(TrackingNames.KnownCmdlets)
            .Combine(generatesCmdlets)
            .WithTrackingName(TrackingNames.AskedCmdlets)
            .Select(static (pair, _) => pair.Right ? (EquatableArray<CmdletFile>?)pair.Left : null)
            .WithTrackingName(TrackingNames.Cmdlets);
        IncrementalValuesProvider<CmdletFile> cmdletFiles = cmdlets
            .SelectMany(static (all, _) => all ?? default)
            .WithTrackingName(TrackingNames.CmdletFiles);
        IncrementalValueProvider<EquatableArray<string>?> cmdletNames = cmdlets
            .Select(static (all, _) => all is { } known ? (EquatableArray<string>?)CmdletListEmitter.NamesOf(known) : null)
            .WithTrackingName(TrackingNames.CmdletNames);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName + ".g.cs", TypeFileEmitter.Emit(file)));
        context.RegisterSourceOutput(contextFile, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(GeneratedCode.ContextName + ".g.cs", ContextEmitter.Emit(file));
            }
        });
        context.RegisterSourceOutput(definitions, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(GeneratedCode.DefinitionsName + ".g.cs", DefinitionsFileEmitter.Emit(file));
            }
        });
        context.RegisterSourceOutput(cmdletFiles, static (output, file) =>
            output.AddSource(file.HintName + ".g.cs", CmdletFileEmitter.Emit(file)));
        context.RegisterSourceOutput(cmdletNames, static (output, names) =>
        {
            if (names is { } all)
            {
                output.AddSource(GeneratedCode.CmdletsName + ".g.cs", CmdletListEmitter.Emit(all));
            }
        });
    }

    /// <summary>The annotations on the assembly, which name their types.</summary>
    private static IncrementalValueProvider<ImmutableArray<ParsedRecord>> Named(
        IncrementalGeneratorInitializationContext context, string attribute, StorageKind kind, string parsed, string collected) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is CompilationUnitSyntax,
                (found, cancellationToken) => new EquatableArray<ParsedRecord>(
                [
                    .. found.Attributes
                        .Select(each => AnnotationParser.ParseNamed(found.SemanticModel.Compilation, each, kind, cancellationToken))
                        .Where(static record => record is not null)
                        .Select(static record => record!),
                ]))
            .WithTrackingName(parsed)
            .SelectMany(static (records, _) => records)
            .Collect()
            .WithTrackingName(collected);

    private static IncrementalValueProvider<ImmutableArray<ParsedRecord>> Records(
        IncrementalGeneratorInitializationContext context, string attribute, StorageKind kind, string parsed, string collected) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, cancellationToken) => AnnotationParser.Parse(
                    found.SemanticModel.Compilation, (INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], kind, cancellationToken))
            .WithTrackingName(parsed)
            .Where(static record => record is not null)
            .Select(static (record, _) => record!)
            .Collect()
            .WithTrackingName(collected);
}
