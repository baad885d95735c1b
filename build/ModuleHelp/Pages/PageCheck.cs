using System.Management.Automation;

namespace Ledgerline.ModuleHelp.Pages;

/// <summary>Compares what a page says with what the cmdlet has.</summary>
internal static class PageCheck
{
    /// <summary>Reads a command's page.</summary>
    /// <exception cref="PageException">The page lacks something that the command has, or the other way round.</exception>
    public static Page ReadPage(CmdletInfo command, PageFolder pages)
    {
        Page page = PageReader.Read(pages.CommandPage(command.Name));
        Check(page, command);
        return page;
    }

    /// <summary>Finds the pages of commands that there are not.</summary>
    public static IEnumerable<PageException> FindStray(CompiledModule module, PageFolder pages) =>
        from file in pages.CommandPages
        where !module.Commands.Any(command => command.Name == Path.GetFileNameWithoutExtension(file))
        select new PageException(file, 1, $"The module has no command '{Path.GetFileNameWithoutExtension(file)}'.");

    /// <exception cref="PageException">The page lacks something that the command has, or the other way round.</exception>
    public static void Check(Page page, CmdletInfo command)
    {
        string[] names = [.. command.OwnParameters().Select(group => group.Key)];
        foreach (string name in names)
        {
            page.Parameter(name);
        }

        if (page.Parameters.FirstOrDefault(row => !names.Contains(row.Name)) is { } stray)
        {
            throw new PageException(page.File, stray.Line, $"{command.Name} has no parameter `-{stray.Name}`.");
        }

        if (page.Parameters.GroupBy(row => row.Name).FirstOrDefault(rows => rows.Count() > 1) is { } twice)
        {
            throw new PageException(page.File, twice.Last().Line, $"The parameter `-{twice.Key}` has two rows.");
        }

        CheckOutputs(page, command);
    }

    private static void CheckOutputs(Page page, CmdletInfo command)
    {
        if (page.Outputs.Count == 0)
        {
            throw new PageException(page.File, page.OutputLine, "Say here what the command puts out, or that it is nothing.");
        }

        string[] types = [.. command.OutputType.Select(type => type.Name)];
        string[] described = [.. page.Outputs.Select(output => output.Type).OfType<string>()];
        if (types.Except(described).FirstOrDefault() is { } missing)
        {
            throw new PageException(page.File, page.OutputLine, $"Say here what `{missing}` is: a paragraph or an item that begins with `{missing}`.");
        }

        if (described.Except(types).FirstOrDefault() is { } stray)
        {
            throw new PageException(page.File, page.OutputLine, $"{command.Name} does not declare the OutputType '{stray}'.");
        }
    }
}
