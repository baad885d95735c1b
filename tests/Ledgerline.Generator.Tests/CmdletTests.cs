using System.Collections.Immutable;
using System.Globalization;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator.Tests;

/// <summary>The cmdlets that a project gets which sets <c>LedgerlineGenerateCmdlets</c>. What they do is tested where PowerShell runs.</summary>
public sealed class CmdletTests
{
    /// <summary>The source with its place marked, and what the message says.</summary>
    public static TheoryData<string, string> Clashes => new()
    {
        { """[AppendLog("a")] public partial record A(bool [|Verbose|]);""", "'A.Verbose' cannot be 'Verbose' in PowerShell: PowerShell gives every cmdlet a parameter of that name" },
        { """[AppendLog("a")] public partial record A(string [|Wi|]);""", "PowerShell gives every cmdlet" },
        { """[AppendLog("a")] public partial record A(string [|project|]);""", "cannot be 'Project' in PowerShell: the cmdlet has that parameter already" },
        { """[AppendLog("a")] public partial record A(string [|ProjectId|]);""", "the cmdlet has that parameter already" },
        { """[AppendLog("a")] public partial record A { public string [|Key|] { get; init; } = ""; }""", "the cmdlet has that parameter already" },
        { """[AppendLog("a")] public partial record A(string [|Definition|]);""", "the cmdlet has a member of that name" },
        { """[AppendLog("a")] public partial record A(int Turn, [property: JsonPropertyName("t2")] int [|TURN|]);""", "another member of 'A' has it" },
        { """[AppendLog("a")] public partial record A([CmdletName("no good")] int [|N|]);""", "'A.N' cannot be 'no good' in PowerShell: a name is letters, digits and _" },
        { """[AppendLog("a")] public partial record A([CmdletName("")] int [|N|]);""", "a name is letters, digits and _" },
        { """[AppendLog("a")] public partial record [|LogEntry|](int N);""", "the module Ledgerline has commands of that noun" },
        { """[AppendLog("a")] public partial record A(int N); [AppendLog("b")] [CmdletName("a")] public partial record [|B|](int N);""", "'B' cannot be 'a' in PowerShell: 'A' has it" },
        { """[assembly: AppendLog<LogEntry>("a")] public record [|LogEntry|](int N);""", "the module Ledgerline has commands of that noun" },
        { """[AppendLog("a")] public abstract partial record A { public sealed record [|WhatIf|] : A; }""", "'A.WhatIf' cannot be 'WhatIf' in PowerShell" },
        { """[AppendLog("a")] public abstract partial record A { public sealed record Named : A; public sealed record Other([CmdletName("named")] int [|N|]) : A; }""", "the switch of 'A.Named' has it" },
        { """[AppendLog("a")] public abstract partial record A { public sealed record B(int N) : A; public sealed record C(string [|N|]) : A; }""", "'A.B.N' has it, and another type" },
        { """[AppendLog("a")] public abstract partial record A { public sealed record B(int N) : A; public sealed record C(int[] [|N|]) : A; }""", "another type" },
        { """[JsonKv("a")] public partial record A(string [|Key|]);""", "'A.Key' cannot be 'Key' in PowerShell: the cmdlet has that parameter already" },
        { """[JsonKv("a")] public partial record A(string [|ETag|]);""", "the cmdlet has that parameter already" },
        { """[JsonKv(Key = "a")] public partial record A(bool [|IfAbsent|]);""", "the cmdlet has that parameter already" },
        { """[JsonKv("a")] public partial record [|JsonKv|](int N);""", "the module Ledgerline has commands of that noun" },
        { """[AppendLog("a")] public partial record A(int N); [JsonKv("b")] [CmdletName("a")] public partial record [|B|](int N);""", "'B' cannot be 'a' in PowerShell: 'A' has it" },
    };

    private static readonly HashSet<string> Verbs = [.. CmdletBase.VerbsOf(StorageKind.Log), .. CmdletBase.VerbsOf(StorageKind.Kv)];

    [Theory]
    [InlineData(Samples.Everything)]
    [InlineData("""[AppendLog("a")] public partial record Empty; [AppendLog("b")] public abstract partial record Cases { public sealed record None : Cases; }""")]
    [InlineData("""[AppendLog("a")] public partial record A(string Host, string Events, string ParameterSetName, object? Dispose) { [JsonIgnore] public object? Dispose { get; } = Dispose; }""")]
    [InlineData("""internal enum Hidden { A } [AppendLog("a")] public partial record A { [JsonInclude] internal Hidden? Mood { get; init; } [JsonInclude] internal Hidden[] Moods { get; init; } = []; }""")]
    [InlineData("""[AppendLog("a")] public partial record A(Dictionary<string, List<Part?>> Map, Stack<int> Down, ImmutableArray<int>? Some, int?[] Gaps, JsonElement Any, ReadOnlyMemory<byte> Bytes, JsonNode? Tree); public record Part(int N);""")]
    [InlineData("""[AppendLog("a")] public partial record struct A(int N, string? Text = "x") { public required long Id { get; set; } public int Left { get; } }""")]
    [InlineData("""[JsonDerivedType(typeof(B), "b")] [AppendLog("a")] public partial record A(int N); public sealed record B(int N, int? M) : A(N);""")]
    [InlineData("""[AppendLog("a")] public abstract partial record A { public sealed record B(int N) : A; internal sealed record C(string N) : A; [UnknownCase] public sealed record U(JsonElement Json) : A; }""")]
    public async Task Cmdlets_compile_whatever_the_record_is_made_of(string source) =>
        Assert.Empty(await Compile.CmdletDiagnosticsAsync(source));

    [Fact]
    public async Task Cmdlets_compile_whatever_values_a_document_has() => Assert.Empty(await Compile.CmdletDiagnosticsAsync(Samples.Values
        .Replace("[JsonInclude] protected TKey Key", "[JsonInclude, CmdletName(\"Id\")] protected TKey Key", StringComparison.Ordinal)
        .Replace("[JsonInclude] private TValue _hidden", "[JsonInclude, CmdletName(\"Hidden\")] private TValue _hidden", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Clashes))]
    public async Task A_name_that_PowerShell_could_not_tell_apart_is_reported_at_its_place(string markup, string message)
    {
        (string source, string marked, int start) = Markup.Parse(markup);

        Diagnostic diagnostic = Assert.Single(await Compile.CmdletDiagnosticsAsync(source));

        Assert.Equal("LL0016", diagnostic.Id);
        Assert.Equal((marked, start), (source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length), diagnostic.Location.SourceSpan.Start));
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clashes))]
    public async Task A_project_that_asks_for_no_cmdlets_may_use_any_name(string markup, string message)
    {
        Assert.NotEmpty(message);
        Assert.Empty(await Compile.DiagnosticsAsync("global using Ledgerline.PowerShell.Typed;", Markup.Parse(markup).Source));
    }

    [Theory]
    [InlineData("""[AppendLog("a")] public abstract partial record A { public sealed record B([CmdletName("Of")] string Project, int N) : A; [CmdletName("Other")] public sealed record Named([property: CmdletName("Count")] string N, string Of) : A; }""")]
    [InlineData("""[AppendLog("a")] [CmdletName("Entry")] public partial record LogEntry(int N);""")]
    [InlineData("""[JsonKv(Key = "a")] public partial record A(string Key);""")]
    [InlineData("""[AppendLog("a")] [JsonKv("b")] public partial record A(int N);""")]
    public async Task A_name_that_can_be_told_apart_counts(string source) =>
        Assert.Empty(await Compile.CmdletDiagnosticsAsync(source));

    [Fact]
    public void Without_the_property_nothing_is_emitted_for_PowerShell()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated("""[AppendLog("a")] public partial record A(int N);""");

        Assert.Equal(["A.g.cs", "LedgerlineJsonContext.g.cs"], generated.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_nouns_of_the_modules_own_commands_are_known()
    {
        INamespaceSymbol module = Compile.Create([]).GetTypeByMetadataName("Ledgerline.PowerShell.AddLogEntryCommand")!.ContainingNamespace;
        string[] nouns =
        [
            .. module.GetTypeMembers()
                .SelectMany(static type => type.GetAttributes())
                .Where(static attribute => attribute.AttributeClass!.Name == "CmdletAttribute" && Verbs.Contains((string)attribute.ConstructorArguments[0].Value!))
                .Select(static attribute => (string)attribute.ConstructorArguments[1].Value!),
        ];

        Assert.Contains("LogEntry", nouns);
        Assert.All(nouns, static noun => Assert.True(CmdletBase.IsOwnNoun(noun), noun));
    }

    [Fact]
    public void Only_public_records_have_cmdlets()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated(
            generatesCmdlets: true,
            """
            [assembly: AppendLog<C>("c", Accessor = "All")]
            [AppendLog("a")] public partial record A(int N);
            [AppendLog("b")] internal partial record B(int N);
            public record C(int N);
            [JsonKv("d")] internal partial record D(int N);
            """);

        Assert.Equal(["A.Cmdlets.g.cs", "C.Cmdlets.g.cs"], generated.Keys.Where(static name => name.Contains(".Cmdlets.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.EndsWith(
            "//cmdlet Add-A\n//cmdlet Add-C\n//cmdlet Get-A\n//cmdlet Get-C\n//cmdlet Watch-A\n//cmdlet Watch-C\n",
            generated["LedgerlineCmdlets.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains("global::Demo.App.LedgerlineDefinitions.All;", generated["C.Cmdlets.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_a_log_and_documents_has_two_nouns()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated(
            generatesCmdlets: true, """[AppendLog("a")] [JsonKv("b")] public partial record A(int N); [JsonKv(Key = "p")] public partial record P;""");

        Assert.EndsWith(
            "//cmdlet Add-A\n//cmdlet Get-A\n//cmdlet Get-ADocument\n//cmdlet Get-P\n//cmdlet Remove-ADocument\n//cmdlet Remove-P\n//cmdlet Set-ADocument\n//cmdlet Set-P\n"
                + "//cmdlet Watch-A\n//cmdlet Watch-ADocument\n//cmdlet Watch-P\n",
            generated["LedgerlineCmdlets.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains("SetPinnedDocumentCommand<global::P>", generated["P.DocumentCmdlets.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int N", "InputObject")]
    [InlineData("int N = 1", "InputObject")]
    [InlineData("", "Members")]
    public void An_object_can_be_piped_unless_a_record_has_nothing_to_say(string members, string set) =>
        Assert.Contains(
            $"DefaultParameterSetName = \"{set}\"",
            Compile.Generated(generatesCmdlets: true, $"[AppendLog(\"a\")] public partial record A({members});")["A.Cmdlets.g.cs"],
            StringComparison.Ordinal);

    [Fact]
    public async Task A_record_with_a_context_of_its_own_is_added_as_an_object()
    {
        const string Source = """
            [AppendLog("a", JsonContext = typeof(Own))] public partial record A(int N);
            [JsonSerializable(typeof(A))] public partial class Own : JsonSerializerContext;
            """;

        Assert.Empty(await Compile.CmdletDiagnosticsAsync(Source));
        string cmdlets = Compile.Generated(generatesCmdlets: true, Source)["A.Cmdlets.g.cs"];
        Assert.DoesNotContain("Parameter(", cmdlets, StringComparison.Ordinal);
        Assert.Contains("DefaultParameterSetName = \"InputObject\"", cmdlets, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[property: Range(1, 5)] int N", "ValidateRange(1, 5)")]
    [InlineData("[Range(0.5, 2)] double N", "ValidateRange(0.5D, 2D)")]
    [InlineData("[StringLength(8, MinimumLength = 2)] string N", "ValidateLength(2, 8)")]
    [InlineData("[MinLength(2)] string N", "ValidateLength(2, 2147483647)")]
    [InlineData("[Length(1, 3)] int[] N", "ValidateCount(1, 3)")]
    [InlineData("[RegularExpression(\"a+\")] string? N", "ValidatePattern(\"^(?:a+)\\\\z\", Options = global::System.Text.RegularExpressions.RegexOptions.None)")]
    [InlineData("[AllowedValues(\"red\", \"blue\")] string? N", "ValidateSet(\"red\", \"blue\", IgnoreCase = false)")]
    [InlineData("string N", "AllowEmptyString")]
    [InlineData("List<int> N", "AllowEmptyCollection")]
    [InlineData("string N = \"x\"", "ValidateNotNull")]
    public async Task What_data_annotations_say_PowerShell_says_too(string member, string expected)
    {
        string source = $$"""namespace Demo { using System.ComponentModel.DataAnnotations; [AppendLog("a")] public partial record A({{member}}); }""";

        Assert.Empty(await Compile.CmdletDiagnosticsAsync(source));
        Assert.Contains($"[global::System.Management.Automation.{expected}]", Compile.Generated(generatesCmdlets: true, source)["Demo.A.Cmdlets.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_text_may_not_be_empty()
    {
        string cmdlets = Compile.Generated(
            generatesCmdlets: true,
            """[AppendLog("a")] public partial record A([System.ComponentModel.DataAnnotations.Required] string N);""")["A.Cmdlets.g.cs"];

        Assert.Contains("Mandatory = true", cmdlets, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowEmptyString", cmdlets, StringComparison.Ordinal);
    }
}
