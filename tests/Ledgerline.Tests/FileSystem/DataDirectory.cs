namespace Ledgerline.Tests.FileSystem;

/// <summary>A root for one test, empty or with the older system's data, removed at its end.</summary>
public sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledgerline-").FullName;

    /// <summary>A copy of the directory that the older system left.</summary>
    public static DataDirectory OfOlderSystem()
    {
        var copy = new DataDirectory();
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "typescript-layout");
        foreach (string file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            string target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }

        return copy;
    }

    public string Log(string project, string log = "history") =>
        System.IO.Path.Combine(Path, "projects", project, ".meta", log + ".jsonl");

    /// <summary>Makes a project whose log holds exactly these bytes.</summary>
    public string WithLog(string project, ReadOnlySpan<byte> content)
    {
        string path = Log(project);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
