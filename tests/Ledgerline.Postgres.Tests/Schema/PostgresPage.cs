using System.Runtime.CompilerServices;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>docs/postgres.md: what its sections show is what the tests run.</summary>
internal static class PostgresPage
{
    private static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder(), "../../../docs/postgres.md"));

    public static string Text => File.ReadAllText(Path);

    /// <summary>The code between the marks of a section.</summary>
    public static string Section(string name)
    {
        (int start, int end) = Find(Text, name);
        return Text[Math.Min(start, end)..end].Trim('\n');
    }

    /// <summary>
    /// Makes sure that a section shows something; with LEDGERLINE_UPDATE_DOCS=1 it does afterwards.
    /// </summary>
    public static void Shows(string name, string code)
    {
        if (Environment.GetEnvironmentVariable("LEDGERLINE_UPDATE_DOCS") == "1")
        {
            (int start, int end) = Find(Text, name);
            File.WriteAllText(Path, $"{Text[..start]}\n{code.Trim('\n')}\n{Text[end..]}");
        }

        Assert.Equal(code.Trim('\n'), Section(name));
    }

    private static (int Start, int End) Find(string text, string name)
    {
        int mark = text.IndexOf($"<!-- {name} -->", StringComparison.Ordinal);
        Assert.True(mark >= 0, $"docs/postgres.md has no section marked {name}.");
        int start = text.IndexOf('\n', text.IndexOf("```", mark, StringComparison.Ordinal));
        return (start, text.IndexOf("\n```", start, StringComparison.Ordinal) + 1);
    }

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
