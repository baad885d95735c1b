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
        // To accept a change, copy this over Snapshots/Demo.Note.g.cs.txt.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "Demo.Note.g.cs.received.txt"), generated["Demo.Note.g.cs"]);
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "Demo.Note.g.cs.txt"));
        Assert.Equal(expected.ReplaceLineEndings("\n"), generated["Demo.Note.g.cs"]);
    }
}
