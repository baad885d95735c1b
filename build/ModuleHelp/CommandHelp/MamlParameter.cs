using System.Management.Automation;
using System.Xml.Linq;
using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.ModuleHelp.Pages;
using static Ledgerline.ModuleHelp.CommandHelp.MamlNames;

namespace Ledgerline.ModuleHelp.CommandHelp;

/// <summary>A parameter, as its set has it.</summary>
internal sealed class MamlParameter(CmdletInfo command, CommandParameterInfo parameter, PageParameter row)
{
    private bool IsSwitch => parameter.ParameterType == typeof(SwitchParameter);

    /// <summary>The element of the list of parameters.</summary>
    public XElement ToElement() => Element(new XElement(Command + "parameterValue", ValueAttributes(!IsSwitch), parameter.TypeName()));

    /// <summary>The element of a line of the syntax, where a switch shows no value and an enum its names.</summary>
    public XElement ToSyntaxElement() =>
        IsSwitch ? Element(null)
        : parameter.Values() is { Count: > 0 } values ? Element(
            new XElement(Command + "parameterValueGroup", values.Select(value => new XElement(Command + "parameterValue", ValueAttributes(false), value))))
        : ToElement();

    private static object[] ValueAttributes(bool isRequired) =>
        [new XAttribute("required", isRequired), new XAttribute("variableLength", false)];

    private XElement Element(XElement? value) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsMandatory),
        new XAttribute("variableLength", parameter.ParameterType.IsArray),
        new XAttribute("globbing", command.TakesWildcards(parameter)),
        new XAttribute("pipelineInput", string.Join(", ", PipelineInput()) is { Length: > 0 } input ? $"True ({input})" : "False"),
        new XAttribute("position", parameter.Position < 0 ? "named" : $"{parameter.Position}"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(',', parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        Description(MarkdownText.Plain(row.Text)),
        value,
        MamlNames.Type(parameter.TypeName()),
        new XElement(Dev + "defaultValue", Default()));

    private IEnumerable<string> PipelineInput() => new[] { parameter }.PipelineInput();

    private string Default() =>
        parameter.IsMandatory || row.Default.Length == 0 ? IsSwitch ? "False" : "None" : MarkdownText.Plain(row.Default);
}
