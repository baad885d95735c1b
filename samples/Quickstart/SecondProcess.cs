using System.Diagnostics;
using Ledgerline;

namespace Quickstart;

/// <summary>This program, started once more, to append while the first one follows.</summary>
internal static class SecondProcess
{
    public const string Argument = "--append-to";

    public static Process Start(string root, string project)
    {
        string program = Environment.ProcessPath!;
        string[] arguments = [Argument, root, project];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            arguments = [Path.Combine(AppContext.BaseDirectory, "Quickstart.dll"), .. arguments];
        }

        return Process.Start(program, arguments);
    }

    public static async Task RunAsync(string root, string project)
    {
        await using var driver = new FileSystemDriver(root);
        AppendLog<EditEvent> log = driver.Project(project).EditEventLog();
        for (int n = 1; n <= 5; n++)
        {
            await log.AppendAsync(new EditEvent.Tweak("app/main.tsx", $"process {Environment.ProcessId}", n));
        }
    }
}
