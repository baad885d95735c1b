using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>
/// What documentation comments say, as plain text. They are read from the source where the project does not ask the
/// compiler for them.
/// </summary>
internal static class DocumentationText
{
    /// <summary>The summary of a type or a member; empty where there is none.</summary>
    public static string Summary(ISymbol symbol, CancellationToken cancellationToken) =>
        Text(Parse(symbol, cancellationToken)?.Element("summary"));

    /// <summary>What the documentation of a record's primary constructor says of one parameter; empty where it says nothing.</summary>
    public static string Parameter(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        Text(Parse(type, cancellationToken)?.Elements("param").FirstOrDefault(each => each.Attribute("name")?.Value == name));

    private static XElement? Parse(ISymbol symbol, CancellationToken cancellationToken)
    {
        string text = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken) is { Length: > 0 } xml
            ? xml
            : string.Concat(symbol.DeclaringSyntaxReferences.Select(reference => Comment(reference.GetSyntax(cancellationToken))));
        try
        {
            XElement root = XElement.Parse($"<doc>{text}</doc>");
            return root.Element("member") ?? root;
        }
        catch (XmlException)
        {
            // The compiler warns of it; help can do without.
            return null;
        }
    }

    /// <summary>The lines above a declaration that begin with three slashes.</summary>
    private static string Comment(SyntaxNode declaration)
    {
        var text = new StringBuilder();
        foreach (string line in declaration.GetLeadingTrivia().ToFullString().Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("///", StringComparison.Ordinal))
            {
                text.Append(trimmed.Substring(3)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Append(text, element);
        return string.Join(" ", text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement { IsEmpty: true } reference)
            {
                text.Append(Name(reference));
            }
            else if (node is XElement inner)
            {
                Append(text, inner);
            }
        }
    }

    /// <summary>The last name of what is referred to: <c>T:Demo.RunEvent.Started</c> is <c>Started</c>.</summary>
    private static string Name(XElement reference)
    {
        string name = (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value ?? "";
        int arguments = name.IndexOf('(');
        string path = arguments < 0 ? name : name.Substring(0, arguments);
        return path.Substring(path.LastIndexOfAny(['.', ':']) + 1);
    }
}
