using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.ModuleHelp.Pages;

namespace Ledgerline.ModuleHelp.About;

/// <summary>The files that <c>Get-Help about_Topic</c> shows as they are.</summary>
internal static class AboutFile
{
    public static void WriteAll(PageFolder pages, string directory, List<PageException> errors)
    {
        Directory.CreateDirectory(directory);
        foreach (string page in pages.AboutPages)
        {
            try
            {
                string topic = Path.GetFileNameWithoutExtension(page);
                string text = new AboutText(page).Write(MarkdownReader.Read(page, File.ReadAllLines(page)));
                File.WriteAllText(Path.Combine(directory, topic + ".help.txt"), text);
            }
            catch (PageException e)
            {
                errors.Add(e);
            }
        }
    }
}
