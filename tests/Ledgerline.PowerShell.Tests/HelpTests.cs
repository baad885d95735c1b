using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed partial class HelpTests : IDisposable
{
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters];

    private static readonly string ExampleData = Path.Combine(Repository.Root, "tests", "PowerShell", "Initialize-ExampleData.ps1");

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void Help_says_what_a_command_does(string command)
    {
        ScriptResult result = _session.Run(
            "$help = Get-Help $Arguments[0] -Full; $help.Synopsis; $help.Description[0].Text; $help.returnValues.returnValue | ForEach-Object { $_.type.name }", command);
        string[] outputs = [.. ((CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!).OutputType.Select(type => type.Name)];

        Assert.All(result.AssertNoErrors().Output, text => Assert.False(string.IsNullOrWhiteSpace(text?.ToString())));
        Assert.DoesNotContain(command, result.Output[0]!.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Output.Skip(2));
        Assert.Empty(outputs.Except(result.Output.Skip(2).Select(type => type!.ToString())));
    }

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void Help_describes_every_parameter_as_it_is_and_no_other(string command)
    {
        var info = (CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;
        ScriptResult help = _session.Run("(Get-Help $Arguments[0] -Full).parameters.parameter", command).AssertNoErrors();

        IEnumerable<string> described = help.Output.Select(parameter =>
            $"{Text(parameter, "name")} {Text(parameter, "required")} {Text(parameter, "position")} {Text(parameter, "aliases")} {Text(parameter, "pipelineInput")}");
        IEnumerable<string> actual = info.ParameterSets.SelectMany(set => set.Parameters)
            .Where(parameter => !Common.Contains(parameter.Name))
            .DistinctBy(parameter => parameter.Name)
            .Select(parameter => string.Join(
                ' ',
                parameter.Name,
                parameter.IsMandatory ? "true" : "false",
                parameter.Position < 0 ? "named" : $"{parameter.Position}",
                parameter.Aliases.Count == 0 ? "none" : string.Join(',', parameter.Aliases),
                PipelineInput(parameter)));

        Assert.Equal(actual.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void Help_shows_one_syntax_for_each_parameter_set(string command)
    {
        var info = (CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;
        ScriptResult syntax = _session.Run(
            "foreach ($item in (Get-Help $Arguments[0] -Full).syntax.syntaxItem) { ($item.parameter | ForEach-Object name) -join ' ' }", command);

        IEnumerable<string> actual = info.ParameterSets.Select(set =>
            Sorted(set.Parameters.Select(parameter => parameter.Name).Where(name => !Common.Contains(name))));

        Assert.Equal(actual.Order(StringComparer.Ordinal), syntax.Output.Select(line => Sorted(line!.ToString().Split(' '))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public async Task Every_example_runs(string command)
    {
        foreach (string example in Examples(command))
        {
            using ModuleSession session = ModuleSession.Open();
            session.Run("& $Arguments[0]", ExampleData).AssertNoErrors();
            await using RunningScript running = session.Start(example);
            if (command.StartsWith("Watch-", StringComparison.Ordinal) && !Ends().IsMatch(example))
            {
                await running.ReceiveAsync(example.Contains("-Since", StringComparison.Ordinal) ? 8 : 0);
                await running.StopAsync();
            }
            else
            {
                await running.CompleteAsync();
            }

            Assert.Equal("", string.Join("\n", running.Errors.Select(error => $"{example}: {error}")));
        }
    }

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void The_documentation_says_the_same(string command)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "powershell", command + ".md"));
        var info = (CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;

        Assert.Contains(_session.Run("(Get-Help $Arguments[0]).Synopsis.Trim()", command).TheOnlyOutput()!.ToString()!, page, StringComparison.Ordinal);
        Assert.All(Examples(command), example => Assert.Contains($"```powershell\n{example}\n```", page, StringComparison.Ordinal));
        Assert.All(
            info.Parameters.Keys.Where(name => !Common.Contains(name)),
            name => Assert.Contains($"| `-{name}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_topic_tells_about_the_module()
    {
        string text = _session.Run("(Get-Help about_Ledgerline).ToString()").TheOnlyOutput()!.ToString()!;
        string synopsis = _session.Run("(Get-Help about_Ledgerl*).Synopsis").TheOnlyOutput()!.ToString()!;

        Assert.All(["ROOT AND PROJECT", "COMMANDS", "BATCHES AND DURABILITY", "CURSORS", "DAMAGE AND REPAIR", "SPEED"], heading => Assert.Contains($"\n{heading}\n", text, StringComparison.Ordinal));
        Assert.All(_session.Run("Get-Command -Module Ledgerline").Output, command => Assert.Contains(command!.ToString(), text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.StartsWith("Event logs, documents and files", synopsis, StringComparison.Ordinal);
    }

    [Fact]
    public void The_topics_code_runs()
    {
        string page = Path.Combine(Repository.Root, "docs", "powershell", "about_Ledgerline.md");
        IEnumerable<string> codes = MarkdownReader.Read(page, File.ReadAllLines(page))
            .Where(block => block.Kind == BlockKind.Fence)
            .Select(block => block.Text)
            .Where(UsesWhatIsDocumented);

        Assert.All(codes, code =>
        {
            using ModuleSession session = ModuleSession.Open();
            session.Run("& $Arguments[0]", ExampleData).AssertNoErrors();
            // The environment is every test's.
            session.Run(code.Replace("$env:LEDGERLINE_ROOT", "$root", StringComparison.Ordinal)).AssertNoErrors();
        });
    }

    public void Dispose() => _session.Dispose();

    [GeneratedRegex("-Count|-Timeout")]
    private static partial Regex Ends();

    private static bool UsesWhatIsDocumented(string code) => Parser.ParseInput(code, out _, out _)
        .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
        .Select(node => ((CommandAst)node).GetCommandName())
        .All(name => name == "ForEach-Object" || Documented.Commands.Contains(name));

    private static string Text(PSObject? parameter, string property) => parameter!.Properties[property].Value.ToString()!;

    private static string PipelineInput(CommandParameterInfo parameter) =>
        (parameter.ValueFromPipelineByPropertyName, parameter.ValueFromPipeline) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByPropertyName)",
            (false, true) => "True (ByValue)",
            _ => "False",
        };

    private static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    private List<string> Examples(string command)
    {
        ScriptResult examples = _session.Run("(Get-Help $Arguments[0] -Examples).examples.example | ForEach-Object { $_.code }", command).AssertNoErrors();
        Assert.NotEmpty(examples.Output);
        return [.. examples.Output.Select(code => code!.ToString())];
    }
}
