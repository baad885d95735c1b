namespace Ledgerline.Tests.FileSystem;

/// <summary>A root for one test, empty or with the older system's data, removed at its end.</summary>
public sealed class DataDirectory : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; }

    public DataDirectory() => Path = Directory.CreateTempSubdirectory("ledgerline-").FullName;

    private DataDirectory(string path) => Path = path;

    /// <summary>A root in memory, where there is such a file system, for tests that make very many files.</summary>
    public static DataDirectory InMemory() => Directory.Exists(Memory)
        ? new(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"ledgerline-{Guid.NewGuid():N}")).FullName)
        : new();

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
