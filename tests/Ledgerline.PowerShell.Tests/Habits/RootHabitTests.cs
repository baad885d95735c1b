using System.Collections;
using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Habits;

/// <summary>Every way to name a root reaches every command. A root that is a file is an error of all of them, which tells.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class RootHabitTests : IDisposable
{
    private const string Variable = "LEDGERLINE_ROOT";

    private const string FileName = "file.txt";

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _file;

    public RootHabitTests()
    {
        _file = Path.Combine(_session.Root, FileName);
        File.WriteAllText(_file, "");
    }

    // These are about connections that are there, and take no other root.
    private static readonly string[] CommandsOfConnections = ["Disconnect-Ledger", "Get-LedgerConnection"];

    public static TheoryData<string> CommandsWithRoot => [.. Exported.Commands.Keys.Except(CommandsOfConnections)];

    [Fact]
    public void Every_command_has_a_root_a_driver_a_connection_string_and_a_schema() => Assert.All(
        Exported.Commands.Keys.Except(CommandsOfConnections),
        command => Assert.Empty(new[] { "Root", "Driver", "ConnectionString", "Schema" }.Except(Exported.Commands[command].Parameters.Keys)));

    [Theory]
    [MemberData(nameof(CommandsWithRoot))]
    public void The_parameter_counts(string command) => AssertRefused(command, "& $command @values -Root $file");

    [Theory]
    [MemberData(nameof(CommandsWithRoot))]
    public void A_splatted_root_counts(string command) => AssertRefused(command, "$values.Root = $file; & $command @values");

    [Theory]
    [MemberData(nameof(CommandsWithRoot))]
    public void A_default_value_of_the_session_counts(string command) =>
        AssertRefused(command, "$PSDefaultParameterValues[\"${command}:Root\"] = $file; & $command @values");

    [Theory]
    [MemberData(nameof(CommandsWithRoot))]
    public void The_environment_counts(string command) =>
        WithEnvironment(_file, () => AssertRefused(command, "& $command @values"));

    [Theory]
    [MemberData(nameof(CommandsWithRoot))]
    public void The_parameter_counts_more_than_the_environment(string command) =>
        WithEnvironment(_session.Root, () => AssertRefused(command, "& $command @values -Root " + FileName));

    [Fact]
    public void Without_a_root_the_environment_counts_and_then_the_location()
    {
        _session.Run("New-LedgerProject p_here").AssertNoErrors();
        WithEnvironment(Path.Combine(_session.Root, "there"), () => _session.Run("New-LedgerProject p_there").AssertNoErrors());

        Assert.True(Directory.Exists(Path.Combine(_session.Root, "projects", "p_here")));
        Assert.True(Directory.Exists(Path.Combine(_session.Root, "there", "projects", "p_there")));
    }

    public void Dispose() => _session.Dispose();

    private static void WithEnvironment(string root, Action action)
    {
        Environment.SetEnvironmentVariable(Variable, root);
        try
        {
            action();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    private void AssertRefused(string command, string script)
    {
        ScriptResult result = _session.Run(
            "$command, $values, $file = $Arguments; " + script, command, RequiredValues(Exported.Commands[command]), _file);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("RootIsFile,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_file, error.TargetObject);
    }

    /// <summary>A value for each parameter that a command asks for, in a set of parameters that takes plain values.</summary>
    private static Hashtable RequiredValues(CmdletInfo command)
    {
        CommandParameterSetInfo set = command.ParameterSets.OrderByDescending(candidate => candidate.IsDefault)
            .First(candidate => candidate.Parameters.Any(parameter => parameter.Name == "Root")
                && candidate.Parameters.All(parameter => !parameter.IsMandatory || parameter.ParameterType.Assembly != command.ImplementingType.Assembly));
        var values = new Hashtable();
        foreach (CommandParameterInfo parameter in set.Parameters.Where(parameter => parameter.IsMandatory))
        {
            values[parameter.Name] = parameter.Name is "Path" or "LiteralPath" ? FileName : SomeValue(parameter.ParameterType);
        }

        if (command.Parameters.ContainsKey("Confirm"))
        {
            values["Confirm"] = false;
        }

        return values;
    }

    private static object SomeValue(Type parameter)
    {
        Type type = parameter.IsArray ? parameter.GetElementType()! : Nullable.GetUnderlyingType(parameter) ?? parameter;
        return type.IsPrimitive ? 1
            : type == typeof(TimeSpan) ? TimeSpan.FromDays(1)
            : type == typeof(SwitchParameter) ? true
            : type == typeof(ScriptBlock) ? ScriptBlock.Create("1")
            : "p_demo";
    }
}
