using System.Management.Automation;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>The commands that the built module exports.</summary>
public static class Exported
{
    public static IReadOnlyDictionary<string, CmdletInfo> Commands { get; } = Load();

    public static TheoryData<string> TheoryOfCommands => [.. Commands.Keys];

    /// <summary>A command's own parameters, without those that every command has.</summary>
    public static IEnumerable<ParameterMetadata> OwnParameters(string command) =>
        Commands[command].Parameters.Values.Where(parameter => !IsCommon(parameter.Name));

    public static bool IsCommon(string parameter) =>
        Cmdlet.CommonParameters.Contains(parameter) || Cmdlet.OptionalCommonParameters.Contains(parameter);

    private static SortedDictionary<string, CmdletInfo> Load()
    {
        using ModuleSession session = ModuleSession.Open();
        return new SortedDictionary<string, CmdletInfo>(
            session.Run("Get-Command -Module Ledgerline").AssertNoErrors().Output.Select(command => (CmdletInfo)command!.BaseObject).ToDictionary(command => command.Name),
            StringComparer.Ordinal);
    }
}
