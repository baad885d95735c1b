using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>The options that a build gives to generators: the project's root namespace, and whether it wants cmdlets.</summary>
internal sealed class BuildOptions(string? rootNamespace, bool generatesCmdlets) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(rootNamespace, generatesCmdlets);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string? rootNamespace, bool generatesCmdlets) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.RootNamespace" => rootNamespace,
                "build_property.LedgerlineGenerateCmdlets" => generatesCmdlets ? "true" : "",
                _ => null,
            };
            return value is not null;
        }
    }
}
