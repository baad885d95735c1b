using System.Management.Automation;
using System.Management.Automation.Runspaces;

// A PowerShell session in a process of its own: runs the script from standard input with the arguments as $Arguments, and
// puts out a line for each object. For tests of what loads into a process once and for ever.
using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
runspace.SessionStateProxy.SetVariable("Arguments", args);
using var shell = PowerShell.Create(runspace);
shell.AddScript(await Console.In.ReadToEndAsync());
try
{
    foreach (PSObject? line in shell.Invoke())
    {
        Console.WriteLine(line);
    }
}
catch (RuntimeException e)
{
    Console.Error.WriteLine(e.ErrorRecord);
    return 1;
}

foreach (ErrorRecord error in shell.Streams.Error)
{
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
}

return shell.HadErrors ? 1 : 0;
