namespace Ledgerline.FileSystem;

/// <summary>A log's file and the files beside it.</summary>
internal sealed class LogPaths
{
    public const string Extension = ".jsonl";

    public LogPaths(string directory, string name)
        : this(Path.Combine(directory, name + Extension))
    {
    }

    /// <param name="file">The log's file, whatever its name is.</param>
    public LogPaths(string file)
    {
        Directory = Path.GetDirectoryName(file)!;
        Log = file;
    }

    /// <summary>The directory that holds them.</summary>
    public string Directory { get; }

    /// <summary>The entries.</summary>
    public string Log { get; }

    /// <summary>The lock between processes, with the epoch.</summary>
    public string Lock => Log + ".lock";

    /// <summary>The highest number ever assigned.</summary>
    public string Head => Log + ".head";

    /// <summary>What recovery and truncation took out without understanding it.</summary>
    public string Quarantine => Log + ".quarantine";

    /// <summary>A copy of the log as it was before a repair.</summary>
    /// <param name="n">The how many-th, from 1.</param>
    public string Backup(int n) => n == 1 ? Log + ".backup" : $"{Log}.backup{n}";
}
