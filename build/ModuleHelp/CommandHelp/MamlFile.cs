using System.Management.Automation;
using System.Xml.Linq;
using Ledgerline.ModuleHelp.Pages;

namespace Ledgerline.ModuleHelp.CommandHelp;

/// <summary>The file that Get-Help reads for an assembly's cmdlets.</summary>
internal static class MamlFile
{
    public static void Write(CompiledModule module, PageFolder pages, string directory, List<PageException> errors)
    {
        errors.AddRange(PageCheck.FindStray(module, pages));
        var root = new XElement(XName.Get("helpItems", "http://msh"), new XAttribute("schema", "maml"));
        foreach (CmdletInfo command in module.Commands)
        {
            try
            {
                root.Add(new MamlCommand(command, PageCheck.ReadPage(command, pages)).ToElement());
            }
            catch (PageException e)
            {
                errors.Add(e);
            }
        }

        Directory.CreateDirectory(directory);
        new XDocument(new XDeclaration("1.0", "utf-8", null), root).Save(Path.Combine(directory, module.Name + "-Help.xml"));
    }
}
