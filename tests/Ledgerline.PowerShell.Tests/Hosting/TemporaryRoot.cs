namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>A directory of its own for a test's data.</summary>
public sealed class TemporaryRoot : IDisposable
{
    public TemporaryRoot() => Directory.CreateDirectory(Path);

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), "ledgerline-ps-" + Guid.NewGuid().ToString("N"));

    /// <summary>A copy of what the older system wrote.</summary>
    public static TemporaryRoot OfFixture()
    {
        var root = new TemporaryRoot();
        string fixture = System.IO.Path.Combine(Repository.Root, "tests", "Fixtures", "typescript-layout");
        foreach (string file in Directory.EnumerateFiles(fixture, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(root.Path, System.IO.Path.GetRelativePath(fixture, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return root;
    }

    /// <summary>The file of a log.</summary>
    public string LogFile(string project, string log = "history") =>
        System.IO.Path.Combine(Path, "projects", project, ".meta", log + ".jsonl");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
