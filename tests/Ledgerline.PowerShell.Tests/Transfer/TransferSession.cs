using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary>A session with the project <c>p_demo</c>, and files beside its root.</summary>
public abstract class TransferSession : IDisposable
{
    protected ModuleSession Session { get; } = ModuleSession.OpenWithProject();

    public void Dispose()
    {
        try
        {
            Assert.Empty(OpenDescriptors.Under(Session.Root));
            Assert.Empty(Directory.EnumerateFiles(Session.Root, "*.tmp", SearchOption.AllDirectories));
        }
        finally
        {
            Session.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>The path of a file at the session's location.</summary>
    protected string PathOf(string name) => Path.Combine(Session.Root, name);

    protected string WriteFile(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>The lines of a log without batches and checksums: what it means.</summary>
    protected IEnumerable<string> Lines(string log = "history", string project = "p_demo") =>
        LinesOf(Session.LogFile(project, log));

    protected static IEnumerable<string> LinesOf(string file) => File.ReadAllLines(file)
        .Select(line => line.IndexOf(",\"crc\":", StringComparison.Ordinal) is var crc and > 0 ? line[..crc] + "}" : line)
        .Select(line => line.EndsWith(",\"more\":true}", StringComparison.Ordinal) ? line[..^13] + "}" : line);

    /// <summary>What stands behind <c>"data":</c> in each line of a log.</summary>
    protected IEnumerable<string> Data(string log = "history") => StoredLog.Read(Session.LogFile(log: log)).Select(line => line.Data);
}
