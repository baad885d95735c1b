using System.Management.Automation;
using Ledgerline.ModuleHelp.About;
using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.ModuleHelp.Pages;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>The pages that the help is made of, and what their reader says of mistakes in them.</summary>
public sealed class HelpPageTests : IDisposable
{
    private const string Command = "Add-LogEntry";

    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "powershell");

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void A_page_says_what_the_code_says(string command)
    {
        Page page = PageReader.Read(Path.Combine(Pages, command + ".md"));
        CmdletInfo info = Info(command);
        PageCheck.Check(page, info);

        // dotnet build src/PowerShell -t:UpdateHelpPages
        Assert.Equal(page.Lines, PageUpdate.Update(page, info));
    }

    [Fact]
    public void What_the_code_says_is_written_anew()
    {
        Page stale = ReadChanged(
            page => page
                .Replace("Add-LogEntry [-InputObject] <Object> -Project", "Add-LogEntry -Project", StringComparison.Ordinal)
                .Replace("| `-InputObject` | Object | required | ByValue |", "| `-InputObject` | String |  |  |", StringComparison.Ordinal)
                .Replace("| `-PassThru` | SwitchParameter |  |", "| `-PassThru` | SwitchParameter | required |", StringComparison.Ordinal));
        string[] current = File.ReadAllLines(Path.Combine(Pages, Command + ".md"));

        Assert.NotEqual(current, stale.Lines);
        Assert.Equal(current, PageUpdate.Update(stale, Info(Command)));
    }

    [Theory]
    [InlineData("# Add-LogEntry", "# Add-Entry", "# Add-Entry", "must begin with '# Add-LogEntry'")]
    [InlineData("## Syntax", "## How", "## How", "has only the headings")]
    [InlineData("## Output", "### Output", "### Output", "has only the headings")]
    [InlineData("| `-Json` | String[] |", "| -Json | String[] |", "| -Json | String[] |", "five cells")]
    [InlineData("| `-Json` | String[] |", "| `-Json` |", "| `-Json` | required", "five cells")]
    [InlineData("| name | type |", "| name | kind |", "## Parameters", "A table with the header")]
    [InlineData("Append JSON text. Stores the text as it is.", "", "```powershell\nAdd-LogEntry -Project p_demo -Json", "A title and a sentence")]
    [InlineData("(Watch-Log.md)", "(Watch-Logs.md)", "See also:", "There is no Watch-Logs.md")]
    [InlineData("Integers stay", "| a | b |\n\nIntegers stay", "| a | b |", "A table cannot stand in the description")]
    public void A_mistake_in_a_page_is_named_with_its_line(string part, string replacement, string faultyLine, string message)
    {
        string changed = "";
        PageException error = Assert.Throws<PageException>(
            () => ReadChanged(page => changed = page.Replace(part, replacement, StringComparison.Ordinal)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        int line = changed[..changed.IndexOf(faultyLine, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.Equal($"{error.File}({line}): error HELP: {error.Message}", error.ForBuild());
    }

    [Theory]
    [InlineData("| `-PassThru` | SwitchParameter |", "| `-Passing` | SwitchParameter |", "no row for the parameter `-PassThru`")]
    [InlineData("| `-WhatIf` |", "| `-Other` | x |  |  | x |\n| `-WhatIf` |", "no parameter `-Other`")]
    [InlineData("| `-WhatIf` |", "| `-WhatIf` | x |  |  | x |\n| `-WhatIf` |", "`-WhatIf` has two rows")]
    [InlineData("`Ledgerline.PowerShell.LogEntry`: With", "`System.String`: With", "Say here what `Ledgerline.PowerShell.LogEntry` is")]
    [InlineData("`Ledgerline.PowerShell.LogEntry`: With", "`System.String`: x\n\n`Ledgerline.PowerShell.LogEntry`: With", "does not declare the OutputType 'System.String'")]
    public void A_page_that_differs_from_the_code_is_an_error(string part, string replacement, string message)
    {
        Page page = ReadChanged(text => text.Replace(part, replacement, StringComparison.Ordinal));

        PageException error = Assert.Throws<PageException>(() => PageCheck.Check(page, Info(Command)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_without_a_page_is_an_error() =>
        Assert.Contains("has no page", Assert.Throws<PageException>(() => PageReader.Read(Path.Combine(Pages, "Add-Nothing.md"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Markup_does_not_reach_the_help()
    {
        Assert.Equal("See Get-Log: a**b or c | d", MarkdownText.Plain("**See** [Get-Log](Get-Log.md): `a**b` or c \\| d"));
        Assert.Equal(["a \\| b", "", "c"], MarkdownText.SplitRow("| a \\| b |  | c |"));
    }

    [Fact]
    public void A_topic_is_text_of_80_columns()
    {
        string[] lines =
        [
            "# about_Test", "", "What it is.", "", "One `two` three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.",
            "", "## Next part", "", "- First item", "- Second item", "", "| name | what |", "| --- | --- |", "| `a` | the a |", "", "```powershell", "Get-Log", "```",
        ];

        Assert.Equal(
            """
            TOPIC
                about_Test

            SHORT DESCRIPTION
                What it is.

            LONG DESCRIPTION
                One two three four five six seven eight nine ten eleven twelve thirteen
                fourteen fifteen.

            NEXT PART
                - First item
                - Second item

                a
                    the a

                    Get-Log

            """,
            new AboutText("about_Test.md").Write(MarkdownReader.Read("about_Test.md", lines)),
            ignoreLineEndingDifferences: true);
    }

    public void Dispose() => _session.Dispose();

    private CmdletInfo Info(string command) => (CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;

    /// <summary>A page of the documentation, read with a change.</summary>
    private Page ReadChanged(Func<string, string> change)
    {
        foreach (string page in Directory.EnumerateFiles(Pages))
        {
            File.Copy(page, Path.Combine(_session.Root, Path.GetFileName(page)), overwrite: true);
        }

        string file = Path.Combine(_session.Root, Command + ".md");
        File.WriteAllText(file, change(File.ReadAllText(file)));
        return PageReader.Read(file);
    }
}
