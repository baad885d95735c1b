using System.Management.Automation;
using Ledgerline.ModuleHelp.Markdown;

namespace Ledgerline.ModuleHelp.Pages;

/// <summary>Writes anew what a page says that the cmdlet's code decides: the syntax, and of each parameter the type, whether it is required, and the pipeline.</summary>
internal static class PageUpdate
{
    private const string Required = "required";

    public static void UpdateAll(CompiledModule module, PageFolder pages, List<PageException> errors)
    {
        errors.AddRange(PageCheck.FindStray(module, pages));
        foreach (CmdletInfo command in module.Commands)
        {
            try
            {
                Page page = PageCheck.ReadPage(command, pages);
                string[] lines = Update(page, command);
                if (!lines.SequenceEqual(page.Lines))
                {
                    File.WriteAllText(page.File, string.Join('\n', lines) + "\n");
                    Console.WriteLine($"{page.File} is up to date again.");
                }
            }
            catch (PageException e)
            {
                errors.Add(e);
            }
        }
    }

    /// <summary>The page's lines as they should be.</summary>
    public static string[] Update(Page page, CmdletInfo command)
    {
        string[] lines = [.. page.Lines];
        foreach (IGrouping<string, CommandParameterInfo> parameter in command.OwnParameters())
        {
            PageParameter row = page.Parameter(parameter.Key);
            lines[row.Line - 1] = Row(row, parameter);
        }

        int fence = page.Syntax.Line - 1;
        return [.. lines[..(fence + 1)], .. PageSyntax.Lines(command, page), .. lines[(fence + page.Syntax.LineCount - 1)..]];
    }

    private static string Row(PageParameter row, IGrouping<string, CommandParameterInfo> parameter)
    {
        string given = parameter.All(set => set.IsMandatory) ? Required
            : row.Default == Required && !parameter.Any(set => set.IsMandatory) ? ""
            : row.Default;
        return MarkdownText.JoinRow([$"`-{row.Name}`", parameter.First().TypeName(), given, string.Join(", ", parameter.PipelineInput()), row.Text]);
    }
}
