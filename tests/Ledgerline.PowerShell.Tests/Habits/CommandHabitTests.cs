using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Habits;

/// <summary>What holds for every command, also for those that come.</summary>
public sealed class CommandHabitTests
{
    private const string OurNamespace = "Ledgerline.PowerShell.";

    private static readonly HashSet<string> ApprovedVerbs =
    [
        .. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther) }
            .SelectMany(verbs => verbs.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(verb => (string)verb.GetRawConstantValue()!),
    ];

    // What these parameters name is there already, and Tab can find it.
    private static readonly string[] Names = ["Project", "Log", "Key", "Set"];

    // Verbs of commands that change nothing: not even a file that they are given.
    private static readonly string[] ReadingVerbs = [VerbsCommon.Get, VerbsDiagnostic.Test, VerbsCommon.Watch];

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void Its_verb_is_approved_and_its_noun_is_singular(string command)
    {
        CmdletInfo info = Exported.Commands[command];

        Assert.Contains(info.Verb, ApprovedVerbs);
        Assert.Matches("^[A-Z][A-Za-z]*[^s]$", info.Noun);
    }

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void It_has_WhatIf_and_Confirm_where_it_changes_something_and_only_there(string command)
    {
        CmdletInfo info = Exported.Commands[command];
        var cmdlet = info.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;

        Assert.Equal(!ReadingVerbs.Contains(info.Verb), cmdlet.SupportsShouldProcess);
        Assert.Equal(cmdlet.SupportsShouldProcess, info.Parameters.ContainsKey("WhatIf") && info.Parameters.ContainsKey("Confirm"));
    }

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void Tab_completes_what_its_parameters_name(string command)
    {
        bool namesSomethingNew(ParameterMetadata parameter) =>
            Exported.Commands[command].Verb == VerbsCommon.New && Exported.Commands[command].Noun.EndsWith(parameter.Name, StringComparison.Ordinal);

        Assert.All(
            Exported.OwnParameters(command).Where(parameter => Names.Contains(parameter.Name) && !namesSomethingNew(parameter)),
            parameter => Assert.Single(parameter.Attributes.OfType<ArgumentCompleterAttribute>()));
    }

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void Beside_Path_there_is_LiteralPath(string command)
    {
        CmdletInfo info = Exported.Commands[command];
        bool hasLiteralPath = info.Parameters.TryGetValue("LiteralPath", out ParameterMetadata? literalPath);
        if (info.Noun == "BlobItem")
        {
            // Its paths are in a project: no PSPath is one, and one without wildcards is literal.
            Assert.Equal(info.ImplementingType.GetProperty("Path")!.IsDefined(typeof(SupportsWildcardsAttribute)), hasLiteralPath);
        }
        else
        {
            Assert.Equal(info.Parameters.ContainsKey("Path"), hasLiteralPath);
            Assert.Equal(hasLiteralPath, literalPath?.Aliases.Contains("PSPath") == true);
        }
    }

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void Its_parameters_are_named_as_PowerShells_are(string command) => Assert.All(
        Exported.OwnParameters(command),
        parameter =>
        {
            Assert.Matches("^[A-Z][A-Za-z]*$", parameter.Name);
            Assert.NotEqual(typeof(bool), parameter.ParameterType);
            Assert.False(Regex.IsMatch(parameter.Name, "(Logs|Projects|Keys|Paths|Sets)$"), $"-{parameter.Name} is a plural.");
        });

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void Where_it_takes_wildcards_its_parameter_says_so(string command) => Assert.All(
        Exported.OwnParameters(command),
        parameter =>
        {
            PropertyInfo property = Exported.Commands[command].ImplementingType.GetProperty(parameter.Name)!;
            CustomAttributeData? validation = property.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name == "ValidateStorageNameAttribute");
            bool takesWildcards = validation?.NamedArguments.Any(argument => argument.MemberName == "AllowWildcards" && true.Equals(argument.TypedValue.Value)) == true;

            if (takesWildcards)
            {
                Assert.True(property.IsDefined(typeof(SupportsWildcardsAttribute)), $"-{parameter.Name} lacks [SupportsWildcards].");
            }
        });

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void It_declares_what_it_puts_out(string command)
    {
        CmdletInfo info = Exported.Commands[command];

        Assert.True(
            info.OutputType.Count > 0 || (info.Verb == VerbsCommon.Remove && !info.Parameters.ContainsKey("PassThru")), "It has no OutputType.");
        Assert.All(info.OutputType, type => Assert.NotNull(type.Type));
    }

    [Theory]
    [MemberData(nameof(Exported.TheoryOfCommands), MemberType = typeof(Exported))]
    public void What_it_puts_out_nobody_else_makes(string command)
    {
        IEnumerable<Type> ours = Exported.Commands[command].OutputType.Select(type => type.Type)
            .Where(type => type.FullName!.StartsWith(OurNamespace, StringComparison.Ordinal));

        Assert.All(ours, type =>
        {
            Assert.True(type.IsSealed, $"{type.Name} is not sealed.");
            Assert.Empty(type.GetConstructors());
            Assert.NotEqual(typeof(object), type.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType);
        });
    }

    [Fact]
    public void The_module_s_scripts_write_to_no_host() => Assert.All(
        Directory.EnumerateFiles(Repository.ModuleDirectory, "*.ps*1", SearchOption.AllDirectories),
        file => Assert.DoesNotContain("Write-Host", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
}
