using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>A PowerShell session that has imported the built module, with a project <c>p_demo</c> in a root of its own.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly TemporaryRoot _root;
    private readonly Runspace _runspace;

    private ModuleSession(TemporaryRoot root, Runspace runspace)
    {
        _root = root;
        _runspace = runspace;
    }

    public string Root => _root.Path;

    public Runspace Runspace => _runspace;

    /// <summary>A session on an empty root.</summary>
    public static ModuleSession Open() => Open(new TemporaryRoot());

    /// <summary>A session with the project <c>p_demo</c>.</summary>
    public static ModuleSession OpenWithProject()
    {
        ModuleSession session = Open();
        session.Run("New-LedgerProject p_demo").AssertNoErrors();
        return session;
    }

    /// <summary>A session on a copy of what the older system wrote.</summary>
    public static ModuleSession OpenOnFixture() => Open(TemporaryRoot.OfFixture());

    /// <summary>A second session on the same root.</summary>
    public ModuleSession OpenAnother() => new(_root, OpenRunspace(Root));

    /// <summary>Runs a script to its end, with <c>$Arguments</c> as given.</summary>
    public ScriptResult Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Create(script, arguments);
        var output = new PSDataCollection<PSObject>();
        RuntimeException? failure = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            failure = e;
        }

        return new ScriptResult(
            [.. output],
            failure is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, failure.ErrorRecord],
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)]);
    }

    /// <summary>Begins a script; dispose what is returned to stop it.</summary>
    public RunningScript Start(string script, params object?[] arguments) => new(Create(script, arguments));

    /// <summary>What the Tab key offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var shell = PowerShell.Create(_runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }

    public string LogFile(string project = "p_demo", string log = "history") => _root.LogFile(project, log);

    public void Dispose()
    {
        _runspace.Dispose();
        if (Directory.Exists(Root))
        {
            _root.Dispose();
        }
    }

    private static ModuleSession Open(TemporaryRoot root) => new(root, OpenRunspace(root.Path));

    private static Runspace OpenRunspace(string root)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Repository.ModuleDirectory]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(root);
        return runspace;
    }

    private PowerShell Create(string script, object?[] arguments)
    {
        _runspace.SessionStateProxy.SetVariable("Arguments", arguments);
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell.AddScript(script);
    }
}
