using Ledgerline.Generator.Tests.Harness;

namespace Ledgerline.Generator.Tests;

public sealed class EmittedCodeTests
{
    [Fact]
    public void A_small_record_has_one_file_that_a_person_can_read()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated(
            """
            namespace Demo;

            [AppendLog("notes")]
            public sealed partial record Note(string Text, int? Page)
            {
                public int Stars { get; init; } = 3;
            }
            """);

        Assert.Equal(["Demo.Note.g.cs", "LedgerlineJsonContext.g.cs"], generated.Keys.Order(StringComparer.Ordinal));
        AssertIsSnapshot("Demo.Note.g.cs", generated);
    }

    [Fact]
    public void A_pinned_record_says_where_its_one_document_is()
    {
        IReadOnlyDictionary<string, string> generated = Compile.Generated(
            """
            namespace Demo;

            [JsonKv("windows", Key = "main", Durability = Durability.Buffered)]
            public sealed partial record Window(int Width);
            """);

        AssertIsSnapshot("Demo.Window.g.cs", generated);
    }

    private static void AssertIsSnapshot(string name, IReadOnlyDictionary<string, string> generated)
    {
        // To accept a change, copy what is written here over its namesake in Snapshots.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".received.txt"), generated[name]);
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".txt"));
        Assert.Equal(expected.ReplaceLineEndings("\n"), generated[name]);
    }
}
