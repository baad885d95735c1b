using System.Management.Automation;

namespace Ledgerline.ModuleHelp.Pages;

/// <summary>A command's syntax as its page and Get-Help show it.</summary>
internal static class PageSyntax
{
    /// <summary>A line for each parameter set, the default one first.</summary>
    public static IEnumerable<string> Lines(CmdletInfo command, Page page) =>
        Sets(command).Select(set => $"{command.Name} {string.Join(' ', Ordered(set, page).Select(Show))}".TrimEnd());

    public static IEnumerable<CommandParameterSetInfo> Sets(CmdletInfo command) => command.ParameterSets.OrderByDescending(set => set.IsDefault);

    /// <summary>What has a position, then what is required, then the rest; among equals as the page's table has them.</summary>
    public static IEnumerable<CommandParameterInfo> Ordered(CommandParameterSetInfo set, Page page) =>
        set.Own()
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
            .ThenByDescending(parameter => parameter.IsMandatory)
            .ThenBy(parameter => page.Parameter(parameter.Name).Line);

    private static string Show(CommandParameterInfo parameter)
    {
        string name = parameter.Position < 0 ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        string value = parameter.ParameterType == typeof(SwitchParameter) ? "" : $" <{parameter.TypeName()}>";
        return parameter.IsMandatory ? name + value : $"[{name}{value}]";
    }
}
