using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>A root with a project, and a directory outside it with another one that nobody may read or touch by way of the root.</summary>
internal sealed class Outside : IDisposable
{
    public const string Secret = "SECRET";

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly List<string> _before;

    public Outside()
    {
        Fill(Root, "inside");
        Fill(Directory, Secret);
        File.WriteAllText(Path.Combine(Directory, "projects", "p", ".meta", "counters", Secret), "");
        _before = Look();
    }

    /// <summary>The root.</summary>
    public string Root => Path.Combine(_directory.Path, "root");

    /// <summary>What is not below it, and looks just like it.</summary>
    public string Directory => Path.Combine(_directory.Path, "outside");

    public string Project => Path.Combine(Root, "projects", "p");

    public string Meta => Path.Combine(Project, ".meta");

    public FileSystemDriver Open(bool walks) => new(Root, null, new LinuxDisk(Root, walks));

    /// <summary>Puts a link where something stands; nothing where nothing does.</summary>
    /// <param name="path">Its path in the root.</param>
    /// <param name="target">What the link leads to.</param>
    public void Replace(string path, string target) => File.CreateSymbolicLink(Remove(path), target);

    /// <summary>Moves away what stands at a path in the root.</summary>
    /// <returns>The full path.</returns>
    public string Remove(string path)
    {
        string place = Path.Combine(Root, path);
        if (System.IO.Directory.Exists(place))
        {
            System.IO.Directory.Move(place, Path.Combine(_directory.Path, "moved"));
        }
        else
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Delete(place);
        }

        return place;
    }

    /// <summary>Nothing outside was made, changed, given away or removed.</summary>
    public void AssertUntouched() => Assert.Equal(_before, Look());

    public void Dispose() => _directory.Dispose();

    private static void Fill(string root, string content)
    {
        string meta = Path.Combine(root, "projects", "p", ".meta");
        System.IO.Directory.CreateDirectory(Path.Combine(meta, "counters"));
        System.IO.Directory.CreateDirectory(Path.Combine(meta, "runs"));
        File.WriteAllText(Path.Combine(root, "projects", "p", "a"), content);
        File.WriteAllText(Path.Combine(meta, "counters", "a.json"), $$"""{"value":7,"by":"{{content}}"}""");
        File.WriteAllText(Path.Combine(meta, "counters", "pinned.json"), $$"""{"value":7,"by":"{{content}}"}""");
        File.WriteAllText(Path.Combine(meta, "a.json"), $$"""{"value":7,"by":"{{content}}"}""");
        foreach (string log in (string[])["history.jsonl", "runs/a.jsonl"])
        {
            File.WriteAllText(
                Path.Combine(meta, log),
                $$$"""
                {"seq":1,"ts":1700000000000,"data":{"kind":"started","name":"{{{content}}}"}}
                {"seq":2,"ts":1700000000001,"data":{"kind":"started","name":"{{{content}}}"}}

                """);
        }
    }

    private List<string> Look() =>
    [
        .. System.IO.Directory.EnumerateFileSystemEntries(Directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Append(Directory).Order(StringComparer.Ordinal).Select(path => $"{path} {Disk.Real.Status(path)}"),
    ];
}
