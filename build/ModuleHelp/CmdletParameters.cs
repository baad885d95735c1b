using System.Management.Automation;
using System.Reflection;

namespace Ledgerline.ModuleHelp;

/// <summary>What a cmdlet's code says of its parameters.</summary>
internal static class CmdletParameters
{
    /// <summary>The parameters that are the cmdlet's own: not those that all have.</summary>
    public static IEnumerable<CommandParameterInfo> Own(this CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    /// <summary>Each of the cmdlet's own parameters, as each set that has it says.</summary>
    public static IEnumerable<IGrouping<string, CommandParameterInfo>> OwnParameters(this CmdletInfo command) =>
        command.ParameterSets.SelectMany(Own).GroupBy(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>A type's name as help shows it.</summary>
    public static string TypeName(this CommandParameterInfo parameter) => NotNull(parameter).Name;

    /// <summary>The values that the parameter takes, where they are a few names.</summary>
    public static IReadOnlyList<string> Values(this CommandParameterInfo parameter) =>
        parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues]
        : NotNull(parameter).IsEnum ? Enum.GetNames(NotNull(parameter))
        : [];

    /// <summary>How the parameter takes what comes from the pipeline: <c>ByValue</c>, <c>ByPropertyName</c>, both or nothing.</summary>
    public static IEnumerable<string> PipelineInput(this IEnumerable<CommandParameterInfo> parameters)
    {
        if (parameters.Any(parameter => parameter.ValueFromPipelineByPropertyName))
        {
            yield return "ByPropertyName";
        }

        if (parameters.Any(parameter => parameter.ValueFromPipeline))
        {
            yield return "ByValue";
        }
    }

    public static bool TakesWildcards(this CmdletInfo command, CommandParameterInfo parameter) =>
        command.ImplementingType.GetProperty(parameter.Name)?.IsDefined(typeof(SupportsWildcardsAttribute)) ?? false;

    private static Type NotNull(CommandParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
}
