using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;

namespace Ledgerline.ModuleHelp;

/// <summary>The cmdlets of an assembly, as the engine sees them.</summary>
internal sealed class CompiledModule : IDisposable
{
    private readonly Runspace _runspace;

    private CompiledModule(Runspace runspace, string name, IReadOnlyList<CmdletInfo> commands)
    {
        _runspace = runspace;
        Name = name;
        Commands = commands;
    }

    /// <summary>The assembly's file name.</summary>
    public string Name { get; }

    public IReadOnlyList<CmdletInfo> Commands { get; }

    public static CompiledModule Load(string file)
    {
        string path = Path.GetFullPath(file);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll") is var neighbour && File.Exists(neighbour)
                ? context.LoadFromAssemblyPath(neighbour)
                : null;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Assembly", assembly).AddParameter("PassThru");
        var module = (PSModuleInfo)shell.Invoke().Single().BaseObject;
        CmdletInfo[] commands = [.. module.ExportedCmdlets.Values.OrderBy(command => command.Name, StringComparer.Ordinal)];
        return new CompiledModule(runspace, Path.GetFileName(path), commands);
    }

    public void Dispose() => _runspace.Dispose();
}
