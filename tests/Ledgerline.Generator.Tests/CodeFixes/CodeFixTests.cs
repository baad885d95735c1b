using System.Collections.Immutable;
using Ledgerline.CodeFixes;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Ledgerline.Generator.Tests.CodeFixes;

public sealed class CodeFixTests
{
    /// <summary>The fix, the diagnostic, the source, and what stands in the fixed source.</summary>
    public static TheoryData<string, string, string, string> Fixes => new()
    {
        { nameof(MakePartialFix), "LL0001", """[AppendLog("a")] public record A(int N);""", "public partial record A(int N);" },
        { nameof(MakePartialFix), "LL0001", """[AppendLog("a")] readonly record struct A(int N);""", "readonly partial record struct A(int N);" },
        { nameof(MakePartialFix), "LL0001", "// A comment.\n[AppendLog(\"a\")]\n// Another.\nrecord A(int N);", "// A comment.\n[AppendLog(\"a\")]\n// Another.\npartial record A(int N);" },
        { nameof(MakePartialFix), "LL0001", """public class Outer { public interface Middle { [AppendLog("a")] public sealed record A(int N); } }""", """public partial class Outer { public partial interface Middle { [AppendLog("a")] public sealed partial record A(int N); } }""" },
        { nameof(MakePartialFix), "LL0001", """public class Outer { [AppendLog("a")] public partial record A(int N); }""", "public partial class Outer" },
        { nameof(RenamePersistedFix), "LL0002", """[AppendLog("a")] public partial record A(int N); [AppendLog("A", MaxEntries = 3)] public partial record RunB(int N);""", """[AppendLog("run-b", MaxEntries = 3)]""" },
        { nameof(RenamePersistedFix), "LL0002", """[AppendLog("b")] public partial record A(int N); [AppendLog("b")] public partial record B(int N);""", """[AppendLog("b-2")] public partial record B""" },
        { nameof(RenamePersistedFix), "LL0002", """[JsonKv] public partial record A(int N); [JsonKv] public partial record B(int N);""", """[JsonKv("b")] public partial record B""" },
        { nameof(RenamePersistedFix), "LL0002", """[JsonKv(Key = "a")] public partial record A(int N); [JsonKv(Key = "A")] public partial record B(int N);""", """[JsonKv(Key = "b")] public partial record B""" },
        { nameof(RenamePersistedFix), "LL0003", """[AppendLog("runs/history of 2024")] public partial record A(int N);""", """[AppendLog("runs-history-of-2024")]""" },
        { nameof(RenamePersistedFix), "LL0003", """[AppendLog("")] public partial record RunEvent(int N);""", """[AppendLog("run-event")]""" },
        { nameof(RenamePersistedFix), "LL0003", """[AppendLog(null!)] public partial record Étude(int N);""", """[AppendLog("tude")]""" },
        { nameof(RenamePersistedFix), "LL0003", """[JsonKv("s", Key = "/etc/passwd")] public partial record A(int N);""", """[JsonKv("s", Key = "etc-passwd")]""" },
        { nameof(RenamePersistedFix), "LL0003", """[JsonKv("..", Key = "k")] public partial record A(int N);""", """[JsonKv("a", Key = "k")]""" },
        { nameof(AddConverterFix), "LL0004", """[AppendLog("a")] public partial record A(object Payload, int N);""", "[property: JsonConverter(typeof(PayloadConverter))] object Payload" },
        { nameof(AddConverterFix), "LL0004", """namespace Demo; public class PayloadConverter; [AppendLog("a")] public partial record A { public IComparable? Payload { get; init; } }""", "[JsonConverter(typeof(PayloadConverter2))]" },
        { nameof(AddConverterFix), "LL0004", """namespace Demo { public partial class Outer { [AppendLog("a")] public partial record A(List<(int, string?)> Pairs); } }""", "internal sealed class PairsConverter : JsonConverter<List<(int, string?)>>" },
        { nameof(AddConverterFix), "LL0004", """[AppendLog("a")] public partial record A((int, int)? Pair);""", "internal sealed class PairConverter : JsonConverter<(int, int)>" },
        { nameof(IgnoreMemberFix), "LL0004", """[AppendLog("a")] public partial record A { public Action? Callback { get; init; } }""", "[JsonIgnore]" },
        { nameof(IgnoreMemberFix), "LL0004", """[AppendLog("a")] public partial record A(int N, (int, int) Pair, object? More = null);""", "[property: JsonIgnore] (int, int) Pair" },
        { nameof(UseOwnContextFix), "LL0004", """[AppendLog("a")] [JsonKv("b")] public partial record A(object Payload);""", """[AppendLog("a", JsonContext = typeof(AContext))] [JsonKv("b", JsonContext = typeof(AContext))]""" },
        { nameof(UseOwnContextFix), "LL0004", """namespace Demo; public class AContext; public partial class Outer { [AppendLog("a")] public abstract partial record A { public sealed record B(object Payload) : A; } }""", "[JsonSerializable(typeof(Outer.A))]\ninternal sealed partial class AContext2 : JsonSerializerContext;" },
        { nameof(UseOwnContextFix), "LL0010", """[JsonKv] public partial class A : List<int>;""", "[JsonKv(JsonContext = typeof(AContext))]" },
        { nameof(UseOwnContextFix), "LL0011", """[AppendLog("a")] public partial record A { [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public List<int> Items { get; set; } = new(); }""", "JsonContext = typeof(AContext)" },
        { nameof(CloseHierarchyFix), "LL0006", """[AppendLog("a")] public abstract partial record A { public record B : A; public partial record C : A; }""", "public sealed record B : A; public sealed partial record C : A;" },
        { nameof(CloseHierarchyFix), "LL0006", "[AppendLog(\"a\")]\npublic abstract partial record A;\n\n// Of another time.\npublic record C(C? Before, int N) : A;\n\npublic class User { public C? One { get; set; } public static object Make() => new C(null, 1); }", "    // Of another time.\n    public sealed record C(C? Before, int N) : A;" },
        { nameof(CloseHierarchyFix), "LL0006", """[AppendLog("a")] public partial interface IA { sealed record B : IA; } public sealed record C : IA;""", "sealed record C : IA; }" },
        { nameof(ListCaseFix), "LL0006", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; } public sealed record C : A;""", "[JsonDerivedType(typeof(C))]" },
        { nameof(ListCaseFix), "LL0006", """namespace Inner { public sealed record C : Demo.A; } namespace Demo { [AppendLog("a")] public abstract partial record A { public sealed record B : A; } }""", "[JsonDerivedType(typeof(Inner.C))]" },
        { nameof(NameInJsonFix), "LL0007", """[AppendLog("a")] public abstract partial record A { public abstract record B : A { public sealed record X : B; } public abstract record C : A { public sealed record X : C; } }""", """[JsonDerivedType(typeof(C.X), "x2")]""" },
        { nameof(NameInJsonFix), "LL0007", """[AppendLog("a")] public partial record A(int Name, [property: JsonPropertyName("name")] int Other);""", """[property: JsonPropertyName("aOther")] int Other""" },
        { nameof(NameInJsonFix), "LL0007", """[AppendLog("a")] public abstract partial record A { public sealed record B : A { public int Kind { get; init; } } }""", """[JsonPropertyName("bKind")]""" },
        { nameof(NameInJsonFix), "LL0007", """[AppendLog("a")] [JsonDerivedType(typeof(B), "c")] public abstract partial record A { public sealed record B : A; public sealed record C : A; }""", """[JsonDerivedType(typeof(C), "c2")]""" },
        { nameof(NameInJsonFix), "LL0007", """[AppendLog("a")] [JsonDerivedType(typeof(B), "x")] [JsonDerivedType(typeof(C), "x")] public abstract partial record A { public sealed record B : A; public sealed record C : A; }""", """[JsonDerivedType(typeof(C), "c")]""" },
        { nameof(ChooseAccessorFix), "LL0008", """namespace N; [AppendLog("a", Accessor = "Log")] public partial record A(int N);""", """[AppendLog("a", Accessor = "ALog2")]""" },
        { nameof(ChooseAccessorFix), "LL0008", """namespace N; public static partial class Outer { [JsonKv("a", Accessor = "not valid")] public partial record A(int N); }""", """[JsonKv("a", Accessor = "OuterAKv")]""" },
        { nameof(ChooseAccessorFix), "LL0008", """namespace N; [JsonKv(Key = "k", Accessor = "Document")] public partial record A(int N);""", """Accessor = "ADocument2")]""" },
        { nameof(AnnotateTypeFix), "LL0009", """public record A(int N); public static class P { public static object Open(Project p) => p.Log<A>("key"); }""", "[AppendLog(\"a\")]\npublic partial record A(int N);" },
        { nameof(AnnotateTypeFix), "LL0009", """public static class P { private sealed record Hidden; internal sealed class RunState { public int N { get; set; } } public static object Open(Project p) => p.Kv<RunState>(); }""", "[JsonKv(\"run-state\")]" },
        { nameof(AnnotateTypeFix), "LL0009", """public record A(int N); public static class P { public static object Open(Project p) => p.Document<A>(); }""", "[JsonKv(Key = \"a\")]" },
        { nameof(OpenOtherwiseFix), "LL0013", """[JsonKv(Key = "k")] public partial record A(int N); public static class P { public static object Open(Project p) => p.Kv<A>(); }""", "p.Document<A>()" },
        { nameof(OpenOtherwiseFix), "LL0013", """[JsonKv("k")] public partial record A(int N); public static class P { public static object? Open(IStorageDriver? d) => d?.Shared.Document<A>(); }""", "d?.Shared.Kv<A>()" },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task A_fix_leads_to_code_that_compiles_without_a_warning(string provider, string id, string source, string expected)
    {
        string[] @fixed = await CodeFix.ApplyUntilFixedAsync(provider, id, source);

        Assert.Empty(await Compile.DiagnosticsAsync(@fixed));
        Assert.Contains(expected, @fixed[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LL0004", """public class C { public C(int n, string other) { N = n; } public int N { get; } } [AppendLog("a")] public partial record A(C C);""")]
    [InlineData("LL0006", """[AppendLog("a")] [JsonDerivedType(typeof(B))] [JsonDerivedType(typeof(C))] public abstract partial record A; public sealed record B : A; public sealed record C;""")]
    [InlineData("LL0009", """public static class P { public static object Open(Project p) => p.Log<string>(); }""")]
    public async Task No_fix_is_offered_that_would_not_help(string id, string source) =>
        Assert.Empty(await CodeFix.OfferedAsync(id, source));

    [Theory]
    [InlineData("""[AppendLog("a")] public partial record A { public required string Field; }""")]
    [InlineData("""[AppendLog("a")] public partial record A { [JsonIgnore] public required string Lost { get; init; } }""")]
    public async Task A_member_whose_type_is_not_at_fault_gets_no_converter(string source) =>
        Assert.DoesNotContain(
            await CodeFix.OfferedAsync("LL0004", source),
            static action => action.EquivalenceKey is nameof(AddConverterFix) or nameof(IgnoreMemberFix));

    [Fact]
    public async Task A_member_is_not_left_out_where_its_object_could_not_be_made() =>
        Assert.DoesNotContain(
            await CodeFix.OfferedAsync("LL0004", """[AppendLog("a")] public partial record A(object Payload);"""),
            static action => action.Title.Contains("JsonIgnore", StringComparison.Ordinal));

    [Fact]
    public async Task Every_fix_has_a_title_and_a_key_of_its_own()
    {
        IReadOnlyList<CodeAction> offered =
            await CodeFix.OfferedAsync("LL0004", """[AppendLog("a")] public partial record A((int, int) Pair);""");

        Assert.True(offered.Count > 1);
        Assert.All(offered, static action => Assert.NotEmpty(action.EquivalenceKey!));
        Assert.Equal(offered.Count, offered.Select(static action => action.EquivalenceKey).Distinct().Count());
        Assert.Equal(offered.Count, offered.Select(static action => action.Title).Distinct().Count());
    }

    [Fact]
    public async Task All_of_a_project_are_made_partial_at_once()
    {
        string[] @fixed = await CodeFix.ApplyToAllAsync(
            nameof(MakePartialFix),
            "LL0001",
            """[AppendLog("a")] public record A(int N); public class Outer { [AppendLog("b")] public record B(int N); [AppendLog("c")] public partial record C(int N); }""",
            """[AppendLog("d")] public record D(int N);""");

        Assert.Empty(await Compile.DiagnosticsAsync(@fixed));
    }

    [Fact]
    public async Task All_cases_of_a_project_are_sealed_at_once()
    {
        string[] @fixed = await CodeFix.ApplyToAllAsync(
            nameof(CloseHierarchyFix),
            "LL0006",
            """[AppendLog("a")] public abstract partial record A { public record B : A; public record C : A; }""");

        Assert.Empty(await Compile.DiagnosticsAsync(@fixed));
    }

    [Fact]
    public async Task A_type_in_another_document_is_annotated_there_and_what_it_needs_is_imported()
    {
        string[] @fixed = await CodeFix.ApplyAsync(
            nameof(AnnotateTypeFix),
            "LL0009",
            "namespace Demo;\n\npublic static class P { public static object Open(Project p) => p.Log<Outer.A>(); }",
            "namespace Demo;\n\npublic class Outer\n{\n    /// <summary>Told.</summary>\n    public sealed record A(int N);\n}\n");

        Assert.Empty(await Compile.DiagnosticsAsync(@fixed));
        Assert.Equal(
            "namespace Demo;\n\npublic partial class Outer\n{\n    /// <summary>Told.</summary>\n    [AppendLog(\"a\")]\n    public sealed partial record A(int N);\n}\n",
            @fixed[1]);
    }

    [Fact]
    public async Task A_type_of_several_parts_is_made_partial_in_all_of_them()
    {
        string[] @fixed = await CodeFix.ApplyUntilFixedAsync(
            nameof(MakePartialFix),
            "LL0001",
            """public partial class Outer { }""",
            """public class Outer { [AppendLog("a")] public record A(int N); }""");

        Assert.Empty(await Compile.DiagnosticsAsync(@fixed));
    }

    [Fact]
    public void Every_provider_is_exported_for_CSharp_under_its_own_name_and_fixes_rules_that_exist()
    {
        string[] rules = [.. new AnnotationAnalyzer().SupportedDiagnostics.Concat(new NotAnnotatedAnalyzer().SupportedDiagnostics).Select(static rule => rule.Id)];

        Assert.NotEmpty(CodeFix.Providers);
        Assert.All(CodeFix.Providers, provider =>
        {
            var export = (ExportCodeFixProviderAttribute)Assert.Single(
                provider.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), inherit: false));
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.Equal(provider.GetType().Name, export.Name);
            Assert.Subset(rules.ToHashSet(), provider.FixableDiagnosticIds.ToHashSet());
        });
    }
}
