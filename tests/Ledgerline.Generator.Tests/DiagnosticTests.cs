using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator.Tests;

public sealed class DiagnosticTests
{
    /// <summary>The diagnostic, the source with its place marked, and what the message says.</summary>
    public static TheoryData<string, string, string> Defects => new()
    {
        { "LL0001", """[AppendLog("a")] public record [|A|](int N);""", "'A' must be partial: the generator adds to it" },
        { "LL0001", """public class [|Outer|] { [AppendLog("a")] public partial record A(int N); }""", "'Outer' must be partial: the generator adds to 'Outer.A' in it" },
        { "LL0002", """[AppendLog("a")] public partial record A(int N); [[|AppendLog("A")|]] public partial record B(int N);""", "'A' and 'B' both take the log name 'A'" },
        { "LL0002", """[JsonKv("a")] public partial record A(int N); [[|JsonKv("a")|]] public partial record B(int N);""", "the set name 'a'" },
        { "LL0002", """[JsonKv] public partial record A(int N); [[|JsonKv|]] public partial record B(int N);""", "the set-less store" },
        { "LL0002", """[JsonKv(Key = "a")] public partial record A(int N); [[|JsonKv(Key = "A")|]] public partial record B(int N);""", "'A' and 'B' both take the document 'A'" },
        { "LL0002", """[JsonKv("s", Key = "a")] public partial record A(int N); [[|JsonKv("s", Key = "a")|]] public partial record B(int N);""", "the document 'a' of the set 's'" },
        { "LL0003", """[AppendLog([|"a/b"|])] public partial record A(int N);""", "'a/b' cannot be a persisted name: use 1-128 of A-Z a-z 0-9 _ -" },
        { "LL0003", """[JsonKv([|""|])] public partial record A(int N);""", "1-128" },
        { "LL0003", """[AppendLog([|".."|])] public partial record A(int N);""", "'..'" },
        { "LL0003", """[AppendLog([|null!|])] public partial record A(int N);""", "'null'" },
        { "LL0003", """[JsonKv([|Key = "a/b"|])] public partial record A(int N);""", "'a/b' cannot be a persisted name: use 1-128 of A-Z a-z 0-9 _ -" },
        { "LL0003", """[JsonKv("s", [|Key = ""|])] public partial record A(int N);""", "1-128" },
        { "LL0003", """[JsonKv([|Key = null|])] public partial record A(int N);""", "'null'" },
        { "LL0003", """[JsonKv([|"a/b"|], Key = "k")] public partial record A(int N);""", "'a/b'" },
        { "LL0004", """[AppendLog("a")] public partial record A(object [|Payload|]);""", "use JsonElement" },
        { "LL0004", """[AppendLog("a")] public partial record A((int, string) [|Pair|]);""", "declare a record" },
        { "LL0004", """[AppendLog("a")] public partial record A { public Action? [|Callback|] { get; init; } }""", "delegate" },
        { "LL0004", """[AppendLog("a")] public partial record A(int N) { public Span<int> [|All|] => default; }""", "'Span<int>' is a ref struct, which lives on the stack; use an array" },
        { "LL0004", """public ref struct Window; [AppendLog("a")] public partial record A(int N) { public Window [|All|] => default; }""", "'Window' is a ref struct" },
        { "LL0004", """[AppendLog("a")] public partial record A(int[,] [|Grid|]);""", "array of arrays" },
        { "LL0004", """[AppendLog("a")] public partial record A(Dictionary<Version[], string> [|Map|]);""", "'Version[]' cannot be the key of a dictionary; use strings, numbers" },
        { "LL0004", """[AppendLog("a")] public partial record A(System.Collections.Concurrent.ConcurrentBag<int> [|Bag|]);""", "ConcurrentBag<int>" },
        { "LL0004", """[AppendLog("a")] public partial record A(System.Collections.ArrayList [|Anything|]);""", "'ArrayList' is not among the types of .NET" },
        { "LL0004", """[AppendLog("a")] public partial record A(Dictionary<string, object> [|Map|]);""", "use JsonElement" },
        { "LL0004", """[AppendLog("a")] public partial record A { [JsonExtensionData] public Dictionary<string, object>? [|More|] { get; init; } }""", "use Dictionary<string, JsonElement>, IDictionary<string, JsonElement> or JsonObject" },
        { "LL0004", """[AppendLog("a")] public partial record A([property: JsonExtensionData] Dictionary<string, JsonElement> [|More|]);""", "the constructor takes it" },
        { "LL0004", """[AppendLog("a")] public partial record A { [JsonExtensionData] public JsonObject? One { get; set; } [JsonExtensionData] public JsonObject? [|Two|] { get; set; } }""", "'One' takes the unknown members already" },
        { "LL0004", """[AppendLog("a")] public partial record A { [JsonExtensionData] public JsonObject? [|More|] { get; } }""", "it needs a getter and a setter" },
        { "LL0004", """[AppendLog("a")] public partial record A { [JsonExtensionData] public required JsonObject [|More|] { get; init; } }""", "take away 'required'" },
        { "LL0004", """[AppendLog("a")] public partial record A(List<System.Text.StringBuilder?> [|Texts|]);""", "'StringBuilder' is not among the types of .NET" },
        { "LL0004", """[AppendLog("a")] public partial record A(nint [|Pointer|]);""", "'nint' is as wide as the machine's pointers" },
        { "LL0004", """[AppendLog("a")] public partial record A(JsonDocument [|Document|]);""", "use JsonElement" },
        { "LL0004", """[AppendLog("a")] public partial record A(IComparable [|Order|]);""", "not a record, class or struct" },
        { "LL0004", """public record Box<T>(T [|Value|]); [AppendLog("a")] public partial record A(Box<object> Box);""", "'Box<object>.Value' cannot be serialized" },
        { "LL0004", """
            public class O<T> {
            #pragma warning disable CS0693
                public class I<T> { public int [|N|] { get; init; } } }
            [AppendLog("a")] public partial record A(O<int>.I<string> I);
            """, "type parameters of one name" },
        { "LL0004", """public record B(dynamic [|Deep|]); public record M(B[] Bs); [AppendLog("a")] public partial record A(M M);""", "'B.Deep' cannot be serialized" },
        { "LL0004", """public class C { public C(int n, string [|other|]) { N = n; } public int N { get; } } [AppendLog("a")] public partial record A(C C);""", "no public property that is read has its name and type" },
        { "LL0004", """[AppendLog("a")] public partial record A { [JsonIgnore] public required string [|Lost|] { get; init; } }""", "required" },
        { "LL0004", """[AppendLog("a")] public partial record A { public required string [|Field|]; }""", "fields are not stored; make it a property, or give it [JsonInclude]" },
        { "LL0004", """[AppendLog("a")] public partial record A([property: JsonConverter(typeof(JsonStringEnumConverter))] int [|N|]);""", "is not a JsonConverter<int>" },
        { "LL0005", """[AppendLog("a")] public partial record [|A|]<T>(T Value);""", "is generic" },
        { "LL0005", """public partial class Outer<T> { [AppendLog("a")] public partial record [|A|](int N); }""", "'Outer<T>' around it is generic" },
        { "LL0006", """[AppendLog("a")] public abstract partial record A { public record [|B|] : A; public sealed record C : A; }""", "must be sealed" },
        { "LL0006", """[AppendLog("a")] public abstract partial record A { public sealed record C : A; } public sealed record [|B|] : A;""", "must be nested in it" },
        { "LL0007", """[AppendLog("a")] public partial record A(int Name, [property: JsonPropertyName("name")] int [|Other|]);""", "'Name' and 'A.Other' both have the JSON name 'name'" },
        { "LL0007", """[AppendLog("a")] public abstract partial record A { public sealed record B(int [|Kind|]) : A; }""", "'the discriminator' and 'A.B.Kind'" },
        { "LL0006", """[AppendLog("a")] [JsonDerivedType(typeof(B))] public abstract partial record A; public record B : A; public sealed record [|C|] : B;""", "listed on it with [JsonDerivedType(typeof(C))]" },
        { "LL0006", """[AppendLog("a")] public partial interface IA { sealed record B : IA; } public sealed record [|C|] : IA;""", "'C' is a case of 'IA' and must be nested in it, or listed" },
        { "LL0006", """[AppendLog("a")] [JsonDerivedType(typeof(B))] public partial record A; public sealed record B : A; public sealed record [|C|] : A;""", "'C' is a case of 'A'" },
        { "LL0006", """[AppendLog("a")] [JsonDerivedType(typeof(B))] [[|JsonDerivedType(typeof(B), "c")|]] public abstract partial record A; public sealed record B : A;""", "must be listed once" },
        { "LL0006", """[AppendLog("a")] [JsonDerivedType(typeof(B))] [[|JsonDerivedType(typeof(C))|]] public abstract partial record A; public sealed record B : A; public sealed record C;""", "must be derived from it" },
        { "LL0006", """[AppendLog("a")] [[|JsonDerivedType(typeof(B), "b")|]] public abstract partial record A { public abstract record B : A { public sealed record C : B; } }""", "stands for its own cases" },
        { "LL0007", """[AppendLog("a")] public abstract partial record A { public abstract record B : A { public sealed record X : B; } public abstract record C : A { public sealed record [|X|] : C; } }""", "kind: x" },
        { "LL0007", """[AppendLog("a")] [JsonDerivedType(typeof(B))] public abstract partial record A; public sealed record B(string [|Kind|]) : A;""", "the discriminator" },
        { "LL0010", """public class L : List<int>, IA; [AppendLog("a")] [JsonDerivedType(typeof(L))] public partial interface IA { sealed record B : IA; }""".Replace("class L", "class [|L|]", StringComparison.Ordinal), "this is a collection" },
        { "LL0007", """[AppendLog("a")] [JsonDerivedType(typeof(B), "c")] public abstract partial record A { public sealed record B : A; public sealed record [|C|] : A; }""", "kind: c" },
        { "LL0007", """public enum E { X, [JsonStringEnumMemberName("X")] [|Y|] } [AppendLog("a")] public partial record A(E E);""", "'X' and 'E.Y' both have the JSON name 'X'" },
        { "LL0008", """namespace N; [[|AppendLog("a", Accessor = "Log")|]] public partial record A(int N);""", "Project has a member of that name" },
        { "LL0008", """namespace N; [[|AppendLog("a", Accessor = "not valid")|]] public partial record A(int N);""", "not an identifier" },
        { "LL0008", """namespace N; [[|AppendLog("a")|]] public partial record A(int N); public class ALogExtensions;""", "there is a type 'ALogExtensions'" },
        { "LL0008", """namespace N; [AppendLog("a", Accessor = "X")] public partial record A(int N); [[|JsonKv("a", Accessor = "X")|]] public partial record B(int N);""", "'N.A' has it" },
        { "LL0008", """namespace N; [[|JsonKv(Key = "k", Accessor = "Document")|]] public partial record A(int N);""", "Project has a member of that name" },
        { "LL0010", """[AppendLog("a")] public abstract partial record [|A|];""", "no sealed case" },
        { "LL0010", """public partial class Outer { [AppendLog("a")] private partial record [|A|](int N); }""", "cannot reach it" },
        { "LL0010", """[AppendLog("a")] file partial record [|A|](int N);""", "cannot reach it" },
        { "LL0010", """public class [|C|] { private C() { } } [AppendLog("a")] public partial record A(C C);""", "one public constructor" },
        { "LL0010", """[AppendLog("a")] public partial class [|A|] : List<int>;""", "it is a collection" },
        { "LL0011", """[AppendLog("a")] [[|JsonPolymorphic(IgnoreUnrecognizedTypeDiscriminators = true)|]] public abstract partial record A { public sealed record B : A; }""", "an abstract type cannot stand for an unknown case" },
        { "LL0011", """[AppendLog("a")] [[|JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)|]] public abstract partial record A { public sealed record B : A; }""", "would lose members" },
        { "LL0011", """[AppendLog("a")] public abstract partial record A { [[|JsonConverter(typeof(JsonStringEnumConverter))|]] public sealed record B : A; }""", "use it on the members" },
        { "LL0011", """[AppendLog("a")] [[|JsonPolymorphic|]] public partial record A(int N);""", "make the type an abstract record" },
        { "LL0011", """[AppendLog("a")] [[|JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)|]] public partial record A { [JsonExtensionData] public JsonObject? More { get; init; } }""", "its extension data take every unknown member" },
        { "LL0011", """[AppendLog("a")] public partial record A { [[|JsonNumberHandling(JsonNumberHandling.WriteAsString)|]] public string? S { get; init; } }""", "neither a number nor a collection of numbers" },
        { "LL0011", """[AppendLog("a")] public partial record A { [[|JsonNumberHandling(JsonNumberHandling.WriteAsString)|]] public List<List<int>>? S { get; init; } }""", "neither a number nor a collection of numbers" },
        { "LL0011", """public enum E { [[|JsonStringEnumMemberName(" x")|]] X } [AppendLog("a")] public partial record A(E E);""", "white space" },
        { "LL0011", """[Flags] public enum E { [[|JsonStringEnumMemberName("x,y")|]] X } [AppendLog("a")] public partial record A(E E);""", "a comma divides" },
        { "LL0011", """[AppendLog("a")] public partial record A { [[|JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)|]] public List<int> L { get; } = new(); }""", "members are always replaced" },
        { "LL0011", """[AppendLog("a")] public partial record A { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int [|N|] { get; init; } }""", "use WhenWritingDefault" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public record [|U|](JsonElement Json) : A; }""", "it must be sealed" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed record [|U|](string Json) : A; }""", "takes a JsonElement or a JsonPayload and nothing else" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed record [|U|](JsonElement Json, int N) : A; }""", "and nothing else" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed record [|U|](JsonElement Json) : A { public U() : this(default(JsonElement)) { } } }""", "must have one constructor" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed class [|U|]; }""", "a case of no hierarchy" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed record U(JsonElement Json) : A; [UnknownCase] public sealed record [|V|](JsonPayload Json) : A; }""", "'A.U' is the unknown case already" },
        { "LL0014", """[AppendLog("a")] [JsonDerivedType(typeof(U), "u")] public abstract partial record A { public sealed record B : A; [UnknownCase] public sealed record [|U|](JsonElement Json) : A; }""", "list it without one" },
        { "LL0014", """[AppendLog("a")] public abstract partial class A { public sealed class B : A; [UnknownCase] public sealed class [|U|](JsonElement json) : A { public string Text => json.ToString(); } }""", "no property has the value of 'json'" },
        { "LL0014", """[AppendLog("a")] public abstract partial record A { public required int N { get; init; } public sealed record B : A; [UnknownCase] public sealed record [|U|](JsonElement Json) : A; }""", "take away 'required'" },
        { "LL0014", """public abstract record A { public sealed record B : A; [UnknownCase] public sealed record [|U|](JsonElement Json) : A; } [AppendLog("a")] public partial record R(A.U Exact);""", "store its hierarchy" },
        { "LL0015", """[AppendLog("a", [|JsonContext = typeof(string)|])] public partial record A(object O);""", "'string' cannot be the context of 'A': it is not a JsonSerializerContext" },
        { "LL0015", """[AppendLog("a", [|JsonContext = typeof(C)|])] public partial record A(object O); public abstract class C : JsonSerializerContext { protected C() : base(null) { } }""", "it is abstract" },
        { "LL0015", """[JsonKv("a", [|JsonContext = typeof(C)|])] public partial record A(object O); public class C() : JsonSerializerContext(null) { protected override JsonSerializerOptions? GeneratedSerializerOptions => null; public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null; }""", "no static property Default" },
        { "LL0015", """[AppendLog("a", [|JsonContext = typeof(C<int>)|])] public partial record A(object O); public class C<T>() : JsonSerializerContext(null) { public static C<T> Default { get; } = new(); protected override JsonSerializerOptions? GeneratedSerializerOptions => null; public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null; }""", "it is generic" },
        { "LL0002", """[assembly: AppendLog<B<int>>("a")] [assembly: [|AppendLog<B<string>>("A")|]] public record B<T>(T N);""", "'BOfInt32' and 'BOfString' both take the log name 'A'" },
        { "LL0002", """[assembly: JsonKv<B<int>>("a")] [[|JsonKv("a")|]] public partial record A(int N); public record B<T>(T N);""", "'BOfInt32' and 'A' both take the set name 'a'" },
        { "LL0003", """[assembly: AppendLog<B<int>>([|"a/b"|])] public record B<T>(T N);""", "'a/b'" },
        { "LL0008", """[assembly: AppendLog<B<int>>("a")] [assembly: [|AppendLog<B<int>>("b")|]] public record B<T>(T N);""", "cannot have the accessor 'BOfInt32Log'" },
        { "LL0008", """[assembly: [|AppendLog<B<int>>("a", Accessor = "Log")|]] public record B<T>(T N);""", "Project has a member of that name" },
        { "LL0010", """[assembly: [|AppendLog<int>("a")|]]""", "it is a type of .NET" },
        { "LL0010", """[assembly: [|AppendLog<int[]>("a")|]]""", "not a record, class, struct or interface" },
        { "LL0010", """[assembly: [|AppendLog<List<int>>("a")|]]""", "it is a type of .NET" },
        { "LL0006", """[assembly: AppendLog<A>("a")] public abstract record A { public sealed record B : A; } public sealed record [|C|] : A;""", "'C' is a case of 'A'" },
        { "LL0012", """[assembly: AppendLog<B<int>>("a", [|MaxEntries = 0|])] public record B<T>(T N);""", "cannot limit what 'B<int>' keeps" },
        { "LL0014", """[AppendLog("a", JsonContext = typeof(C))] public abstract partial record A { [UnknownCase] public sealed record [|U|](JsonElement Json) : A; } [JsonSerializable(typeof(A))] public partial class C : JsonSerializerContext;""", "knows no [UnknownCase]" },
        { "LL0012", """[AppendLog("a", [|MaxEntries = 0|])] public partial record A(int N);""", "MaxEntries = 0 cannot limit what 'A' keeps: a limit must be above zero" },
        { "LL0012", """[AppendLog("a", MaxEntries = 1, [|MaxBytes = -1|])] public partial record A(int N);""", "MaxBytes = -1" },
        { "LL0012", """[AppendLog("a", [|MaxAge = "30 days"|])] public partial record A(int N);""", "MaxAge = \"30 days\" cannot limit what 'A' keeps: write it as [days.]hh:mm:ss" },
        { "LL0012", """[AppendLog("a", [|MaxAge = "30"|])] public partial record A(int N);""", "[days.]hh:mm:ss" },
        { "LL0012", """[AppendLog("a", [|MaxAge = "-1.00:00:00"|])] public partial record A(int N);""", "[days.]hh:mm:ss" },
        { "LL0012", """[AppendLog("a", [|MaxAge = "00:00:00"|])] public partial record A(int N);""", "above zero" },
        { "LL0012", """[AppendLog("a", [|MaxAge = null|])] public partial record A(int N);""", "MaxAge = null" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task A_defect_has_one_diagnostic_at_its_place_that_says_what_to_do(string id, string markup, string message)
    {
        (string source, string marked, int start) = Markup.Parse(markup);

        Diagnostic diagnostic = Assert.Single(await Compile.DiagnosticsAsync(source));

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(marked, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task A_pragma_where_it_stands_suppresses_a_diagnostic(string id, string markup, string message)
    {
        Assert.NotNull(message);
        string source = $"#pragma warning disable {id}\n{Markup.Parse(markup).Source}";
        if (source.Contains("namespace N;", StringComparison.Ordinal))
        {
            source = $"namespace N;\n#pragma warning disable {id}\n{Markup.Parse(markup).Source.Replace("namespace N;", "", StringComparison.Ordinal)}";
        }

        Assert.DoesNotContain(await Compile.DiagnosticsAsync(source), diagnostic => diagnostic.Id == id);
    }

    [Fact]
    public async Task A_defective_record_breaks_nothing_that_uses_it()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            """
            namespace Demo;

            [AppendLog("a")]
            [JsonKv("b")]
            public partial record Broken(object Payload);

            [JsonKv(Key = "c")]
            public partial record BrokenToo(Broken Inner);

            [AppendLog("good")]
            public partial record Good(string Name);

            public static class Program
            {
                public static async Task RunAsync(Project project)
                {
                    await project.Document<BrokenToo>().PutAsync(new BrokenToo(new Broken(0)));
                    await project.BrokenTooDocument().GetAsync();
                    await project.Log<Broken>().AppendAsync(new Broken(1));
                    await project.BrokenLog().AppendAsync(new Broken(2));
                    await project.BrokenKv().PutAsync("k", new Broken(3));
                    await project.GoodLog().AppendAsync(new Good("x"));
                    JsonSerializer.Serialize(new Broken(4), App.LedgerlineJsonContext.Default.Broken);
                }
            }
            """,
            "global using System.Threading.Tasks;");

        Assert.Equal("LL0004", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_the_compilers_to_report()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync("""[AppendLog("a")] public partial record A(Missing M);""");

        Assert.Equal(["CS0246"], diagnostics.Select(static diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public async Task A_record_with_a_type_that_does_not_exist_breaks_nothing_that_uses_it()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            """
            namespace Demo;

            [AppendLog("a")]
            [JsonKv("b")]
            public partial record Unfinished(Missing Payload);

            public static class Program
            {
                public static object Open(Project project) => (project.Log<Unfinished>(), project.UnfinishedLog("key"), project.UnfinishedKv());
            }
            """);

        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal("CS0246", diagnostic.Id);
    }

    [Fact]
    public async Task A_type_that_only_another_generator_emits_is_an_error_that_says_so()
    {
        CSharpCompilation compilation = Compile.Generate(Compile.Create(["""[AppendLog("a")] public partial record A(Emitted E);"""]));
        compilation = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("public record Emitted(int N);", (CSharpParseOptions)compilation.SyntaxTrees[0].Options));

        ImmutableArray<Diagnostic> diagnostics = await Compile.AnalyzeAsync(compilation);

        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal("LL0010", diagnostic.Id);
        Assert.Contains("another generator", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_defective_record_that_is_built_without_analyzers_says_at_run_time_what_is_wrong()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated("""[AppendLog("a")] public partial record A(object Payload);""");

        Assert.Contains("throw new global::System.InvalidOperationException(\"LL0004: 'A.Payload' cannot be serialized", generated["A.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_two_records_share_has_its_faults_once()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            """
            public record Shared(object Payload);
            [AppendLog("a")] [JsonKv("a")] public partial record A(Shared S);
            [AppendLog("b")] public partial record B(Shared[] S);
            """);

        Assert.Equal("LL0004", Assert.Single(diagnostics).Id);
    }

    [Theory]
    [InlineData("project.Log<[|Plain|]>()", "'Plain' is not annotated: add [AppendLog(\"name\")] and make it a partial record", "CS0311")]
    [InlineData("project.Kv<[|Plain|]>()", "'Plain' is not annotated: add [JsonKv(\"name\")] and make it a partial record", "CS0311")]
    [InlineData("project.Log<[|PlainStruct|]>()", "'PlainStruct' is not annotated", "CS0315")]
    [InlineData("project.Log<[|List<int>|]>()", "'List<int>' is not annotated", "CS0311")]
    [InlineData("project.Log<[|Box<int>|]>()", "'Box<int>' is not annotated: add [assembly: AppendLog<Box<int>>(\"name\")] and open it with Log(LedgerlineDefinitions.BoxOfInt32Log)", "CS0311")]
    [InlineData("project.Log<[|Box<string>|]>()", "'Box<string>' is not annotated: the assembly names it, so open it with Log(LedgerlineDefinitions.BoxOfStringLog)", "CS0311")]
    [InlineData("project.Kv<[|LogInfo|]>()", "'LogInfo' is not annotated: add [assembly: JsonKv<LogInfo>(\"name\")]", "CS0311")]
    [InlineData("project?.Log<[|Plain|]>()", "'Plain' is not annotated", "CS0311")]
    [InlineData("project.Log<[|Document|]>()", "'Document' is not annotated: add [AppendLog(\"name\")]", "CS0311")]
    [InlineData("project.Log<[|Plain|]>(\"key\")", "'Plain' is not annotated: add [AppendLog(\"name\")]", "CS0311")]
    [InlineData("project.ListLogKeysAsync<[|Plain|]>()", "'Plain' is not annotated: add [AppendLog(\"name\")]", "CS0311")]
    [InlineData("shared.Kv<[|Plain|]>()", "'Plain' is not annotated: add [JsonKv(\"name\")]", "CS0311")]
    [InlineData("project.Document<[|Plain|]>()", "'Plain' is not annotated: add [JsonKv(Key = \"name\")] and make it a partial record", "CS0311")]
    [InlineData("shared.Document<[|PlainStruct|]>()", "'PlainStruct' is not annotated: add [JsonKv(Key = \"name\")]", "CS0315")]
    [InlineData("project.Log<[|Pinned|]>()", "'Pinned' is not annotated: add [AppendLog(\"name\")]", "CS0311", "LL0009")]
    [InlineData("project.Kv<[|Pinned|]>()", "'Pinned' is pinned to the key 'p': open it with Document<Pinned>()", "CS0311", "LL0013")]
    [InlineData("shared.Kv<[|Pinned|]>()", "'Pinned' is pinned to the key 'p': open it with Document<Pinned>()", "CS0311", "LL0013")]
    [InlineData("project.Document<[|Document|]>()", "'Document' is not pinned to a key: open it with Kv<Document>(), or pin it with Key = \"...\"", "CS0311", "LL0013")]
    [InlineData("shared?.Document<[|Document|]>()", "'Document' is not pinned to a key", "CS0311", "LL0013")]
    public async Task Opening_a_type_that_is_not_annotated_for_it_says_so_beside_the_compilers_error(
        string call, string message, string compilerId, string id = "LL0009")
    {
        (string source, string marked, int start) = Markup.Parse(
            $$"""
            [assembly: AppendLog<Box<string>>("boxes")]
            public record Box<T>(T Value);
            public record Plain(int N);
            public record struct PlainStruct(int N);
            [JsonKv] public partial record Document(int N);
            [JsonKv(Key = "p")] public partial record Pinned(int N);
            public static class Program
            {
                public static object? Run(Project project, SharedDocuments shared) => {{call}};
            }
            """);

        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(source);

        Assert.Equal([compilerId, id], diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Equal(message, diagnostics[1].GetMessage(System.Globalization.CultureInfo.InvariantCulture)[..message.Length]);
        Assert.Equal(new Microsoft.CodeAnalysis.Text.TextSpan(start, marked.Length), diagnostics[1].Location.SourceSpan);
    }

    [Fact]
    public async Task Annotated_types_type_parameters_and_other_methods_called_Log_are_left_alone() =>
        Assert.Empty(await Compile.DiagnosticsAsync(
            """
            [AppendLog("a")] public partial record A(int N);
            [JsonKv(Key = "b")] public partial record B(int N);
            public class Other { public T? Log<T>() => default; }
            public static class Program
            {
                public static object Generic<T>(Project project) where T : IAppendLogRecord<T> => project.Log<T>();
                public static object Annotated(Project project) => project.Log<A>();
                public static object Keyed(Project project) => project.Log<A>("key");
                public static object Keys(Project project) => project.ListLogKeysAsync<A>();
                public static object DefinedByKey(Project project, LogDefinition<string> definition) => project.Log<string>(definition, "key");
                public static object Pinned(Project project) => project.Document<B>();
                public static object PinnedByHand(SharedDocuments shared, DocumentDefinition<string> definition) => shared.Document<string>(definition);
                public static object? Unrelated(Other other) => other.Log<int>();
                public static object Defined(Project project, LogDefinition<string> definition) => project.Log<string>(definition);
            }
            """));

    [Fact]
    public async Task The_same_name_for_a_log_and_a_set_and_the_same_record_for_both_are_fine() =>
        Assert.Empty(await Compile.DiagnosticsAsync("""[AppendLog("a")] [JsonKv("a")] public partial record A(int N);"""));

    [Fact]
    public async Task A_key_may_be_pinned_in_two_sets_and_beside_a_type_that_takes_the_whole_set() =>
        Assert.Empty(await Compile.DiagnosticsAsync(
            """
            [JsonKv] public partial record Whole(int N);
            [JsonKv(Key = "a")] public partial record A(int N);
            [JsonKv("s")] public partial record WholeSet(int N);
            [JsonKv("s", Key = "a")] public partial record B(int N);
            [JsonKv("a", Key = "s")] public partial record C(int N);
            """));
}
