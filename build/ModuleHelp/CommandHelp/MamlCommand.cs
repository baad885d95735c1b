using System.Management.Automation;
using System.Xml.Linq;
using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.ModuleHelp.Pages;
using static Ledgerline.ModuleHelp.CommandHelp.MamlNames;

namespace Ledgerline.ModuleHelp.CommandHelp;

/// <summary>A command's help: the words of its page, and what its code says of its parameters.</summary>
internal sealed class MamlCommand(CmdletInfo command, Page page)
{
    public XElement ToElement() => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            new XElement(Command + "verb", command.Verb),
            new XElement(Command + "noun", command.Noun),
            Description(page.Synopsis)),
        Description(page.Description),
        new XElement(Command + "syntax", PageSyntax.Sets(command).Select(SyntaxItem)),
        new XElement(Command + "parameters", Parameters()),
        new XElement(Command + "inputTypes", Inputs()),
        new XElement(Command + "returnValues", Outputs()),
        page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", page.Links.Select(Link)));

    private static XElement Example(PageExample example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- Example {index + 1}: {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        // The empty paragraph keeps the next example apart.
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks.Split("\n\n"), ""])));

    private static XElement Link(string title) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", title), new XElement(Maml + "uri"));

    private static XElement TypeAndText(string list, string type, string text) =>
        new(Command + list, MamlNames.Type(type), Description(text));

    private XElement SyntaxItem(CommandParameterSetInfo set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", command.Name),
        PageSyntax.Ordered(set, page).Select(parameter => Parameter(parameter).ToSyntaxElement()));

    private IEnumerable<XElement> Parameters() =>
        command.OwnParameters().OrderBy(group => page.Parameter(group.Key).Line).Select(group => Parameter(group.First()).ToElement());

    private MamlParameter Parameter(CommandParameterInfo parameter) => new(command, parameter, page.Parameter(parameter.Name));

    private IEnumerable<XElement> Inputs()
    {
        CommandParameterInfo[] parameters = [.. command.OwnParameters().SelectMany(group => group)];
        CommandParameterInfo[] byValue = [.. parameters.Where(parameter => parameter.ValueFromPipeline).DistinctBy(parameter => parameter.Name)];
        string[] byName = [.. parameters.Where(parameter => parameter.ValueFromPipelineByPropertyName).Select(parameter => parameter.Name).Distinct()];
        foreach (CommandParameterInfo parameter in byValue)
        {
            yield return TypeAndText("inputType", parameter.ParameterType.FullName!, $"-{parameter.Name}: {MarkdownText.Plain(page.Parameter(parameter.Name).Text)}");
        }

        if (byName.Length > 0)
        {
            yield return TypeAndText("inputType", typeof(PSObject).FullName!, $"Objects with a property {string.Join(" or ", byName)} give the parameters of the same name.");
        }

        if (byValue.Length + byName.Length == 0)
        {
            yield return TypeAndText("inputType", "None", "The command takes nothing from the pipeline.");
        }
    }

    private IEnumerable<XElement> Outputs() =>
        page.Outputs.Select(output => TypeAndText("returnValue", output.Type ?? "None", output.Text));
}
