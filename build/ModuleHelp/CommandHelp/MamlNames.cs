using System.Xml.Linq;

namespace Ledgerline.ModuleHelp.CommandHelp;

/// <summary>The namespaces of help files, and what occurs everywhere in them.</summary>
internal static class MamlNames
{
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement Description(params IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    public static IEnumerable<XElement> Paragraphs(IEnumerable<string> texts) => texts.Select(text => new XElement(Maml + "para", text));

    public static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));
}
