using Ledgerline.ModuleHelp;
using Ledgerline.ModuleHelp.About;
using Ledgerline.ModuleHelp.CommandHelp;
using Ledgerline.ModuleHelp.Pages;

// make <assembly> <pages> <output>: writes the module's help files; update <assembly> <pages>: writes anew what the pages
// say that the cmdlets' code decides.
if (args is not (["make", _, _, _] or ["update", _, _]))
{
    Console.Error.WriteLine("usage: make <assembly> <pages> <output> | update <assembly> <pages>");
    return 2;
}

using CompiledModule module = CompiledModule.Load(args[1]);
var pages = new PageFolder(args[2]);
var errors = new List<PageException>();
switch (args[0])
{
    case "make":
        MamlFile.Write(module, pages, args[3], errors);
        AboutFile.WriteAll(pages, args[3], errors);
        break;
    default:
        PageUpdate.UpdateAll(module, pages, errors);
        break;
}

foreach (PageException error in errors)
{
    Console.Error.WriteLine(error.ForBuild());
}

return errors.All(error => error.IsWarning) ? 0 : 1;
