using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator.Tests;

public sealed class MatchTests
{
    private const string Events = """
        namespace Demo;

        [AppendLog("history")]
        public abstract partial record RunEvent
        {
            public sealed record Started(string Name) : RunEvent;
            public sealed record Finished(int ExitCode) : RunEvent;
            /*more*/
        }

        public static class Program
        {
            public static string Tell(RunEvent e) => e.Match(started: s => s.Name, finished: f => f.ExitCode.ToString());
            public static void Do(RunEvent e) => e.Switch(started: s => Console.WriteLine(s.Name), finished: f => Console.WriteLine(f.ExitCode));
        }
        """;

    [Fact]
    public async Task Adding_a_case_is_a_compile_error_at_every_use()
    {
        Assert.Empty(await Compile.DiagnosticsAsync(Events));

        string more = Events.Replace("/*more*/", "public sealed record Paused : RunEvent;", StringComparison.Ordinal);
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(more);

        Assert.Equal(["CS7036", "CS7036"], diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Equal(["Match", "Switch"], diagnostics.Select(diagnostic => more.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)).Order(StringComparer.Ordinal));
        Assert.All(diagnostics, static diagnostic => Assert.Contains("'paused'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public void Each_case_is_told_from_the_others()
    {
        Assert.Equal("started a", Tell(new RunEvent.Started("a", [])));
        Assert.Equal("finished 3", Tell(new RunEvent.Finished("b", 3)));
        Assert.Equal("paused", Tell(new RunEvent.Paused()));

        static string Tell(RunEvent e) => e.Match(
            started: static s => $"started {s.Name}", finished: static f => $"finished {f.ExitCode}", paused: static _ => "paused");
    }

    [Fact]
    public void Switch_does_what_is_said_for_the_case_and_nothing_else()
    {
        List<string> done = [];
        foreach (Booking booking in new Booking[] { new Withdrawn(1, "x"), new BookingClosed(2) })
        {
            booking.Switch(deposited: _ => done.Add("in"), withdrawn: _ => done.Add("out"), bookingClosed: _ => done.Add("end"));
        }

        Assert.Equal(["out", "end"], done);
    }

    [Fact]
    public void Cases_in_deeper_levels_are_arguments_too_and_a_level_has_its_own()
    {
        Incident.Disk disk = new Incident.Disk.Slow("d", 1);

        Assert.Equal("slow", ((Incident)disk).Match(full: _ => "full", slow: _ => "slow", crash: _ => "crash", gone: _ => "gone"));
        Assert.Equal("slow", disk.Match(full: _ => "full", slow: _ => "slow", gone: _ => "gone"));
    }

    [Fact]
    public void Interfaces_and_hierarchies_that_are_not_partial_have_extension_methods()
    {
        IFigure figure = new Segment(default, default);
        Content content = new Content.Text("t");

        Assert.Equal(2, figure.Match(dot: _ => 1, several: _ => 3, segment: _ => 2));
        Assert.Equal("t", content.Match(text: static t => t.Value, group: static _ => ""));
        Assert.True(typeof(ContentMatchExtensions).IsPublic);
    }

    [Fact]
    public void A_base_that_has_values_of_its_own_is_a_case_of_exactly_that_type()
    {
        Assert.Equal("animal", Tell(new Animal()));
        Assert.Equal("dog", Tell(new Dog()));
        Assert.Equal("puppy", Tell(new Puppy()));

        static string Tell(Animal animal) => animal.Match(dog: _ => "dog", puppy: _ => "puppy", animal: _ => "animal");
    }

    [Fact]
    public void A_value_of_a_type_that_is_no_case_is_an_error_that_names_it()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            static () => ((Content?)null)!.Match(text: static _ => 1, group: static _ => 2));

        Assert.Equal("Expected a case of Content to match, found null.", error.Message);
    }

    [Theory]
    [InlineData("public int Match => 1;", false, true)]
    [InlineData("public static void Switch() { }", true, false)]
    [InlineData("public sealed record Match : A;", false, true)]
    public void A_member_of_that_name_is_the_users(string member, bool hasMatch, bool hasSwitch)
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated(
            $$"""[AppendLog("a")] public abstract partial record A { public sealed record B : A; {{member}} }""");

        Assert.Equal(hasMatch, generated["A.g.cs"].Contains(" Match<TResult>(", StringComparison.Ordinal));
        Assert.Equal(hasSwitch, generated["A.g.cs"].Contains(" Switch(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_of_cases_may_be_keywords_capitals_the_same_twice_or_like_a_name_in_the_method()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            """
            namespace Demo;

            [AppendLog("a")]
            [JsonDerivedType(typeof(C.Same), "c-same")]
            public abstract partial record A
            {
                public sealed record Class : A;
                public sealed record HTTPLine : A;
                public sealed record Case : A;
                public sealed record Value : A;
                public abstract record B : A { public sealed record Same : B; }
                public abstract record C : A { public sealed record Same : C; }
            }

            public static class Program
            {
                public static int Tell(A a) => a.Match(@class: _ => 1, httpLine: _ => 2, @case: _ => 3, value: _ => 4, bSame: _ => 5, cSame: _ => 6);
            }
            """);

        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task Who_cannot_name_a_case_cannot_match()
    {
        Compilation compilation = Compile.Generate(Compile.Create(
            ["""namespace Demo; [AppendLog("a")] public abstract partial record A { internal sealed record B : A; public sealed record C : A; }"""]));

        Assert.Empty(await Compile.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)compilation));
        Assert.Equal(Accessibility.Internal, compilation.GetTypeByMetadataName("Demo.A")!.GetMembers("Match").Single().DeclaredAccessibility);
    }

    [Fact]
    public async Task A_hierarchy_with_a_defect_can_still_be_matched()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            Events.Replace("/*more*/", "public sealed record Broken(object Payload) : RunEvent;", StringComparison.Ordinal)
                .Replace("finished:", "broken: _ => throw new NotSupportedException(), finished:", StringComparison.Ordinal));

        Assert.Equal("LL0004", Assert.Single(diagnostics).Id);
    }
}
