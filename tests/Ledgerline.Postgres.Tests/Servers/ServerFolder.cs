using System.Diagnostics;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>
/// A temporary folder for servers, which belongs to the user that they run as. However this process ends, a guard that
/// waits for its end stops the servers and removes the folder.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    /// <summary>The server refuses to run as root.</summary>
    private const string User = "postgres";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Process _guard;

    public ServerFolder()
    {
        Path = Directory.CreateTempSubdirectory("ledgerline-pg-").FullName;
        string script = System.IO.Path.Combine(AppContext.BaseDirectory, "Servers", "guard.sh");
        _guard = Process.Start(new ProcessStartInfo("bash", [script, Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (Environment.IsPrivilegedProcess)
        {
            Command.Run("chown", $"{User}:", Path);
        }
    }

    public string Path { get; }

    /// <summary>What stands before each command, so that it runs as the user whom the server accepts.</summary>
    public static string[] AsUser { get; } = Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--"]
        : [];

    /// <summary>Gives what root has made to the user that the servers run as.</summary>
    public static void Give(string path)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Command.Run("chown", "-R", $"{User}:", path);
        }
    }

    /// <summary>Stops the servers and removes the folder.</summary>
    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit(Deadline);
        _guard.Dispose();
    }
}
