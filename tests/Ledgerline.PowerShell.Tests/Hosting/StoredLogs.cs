namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>Logs that tests put where a command is to find them.</summary>
internal static class StoredLogs
{
    /// <summary>Gives the log <c>history</c> of <c>p_demo</c> so many entries, each with its number as data.</summary>
    public static ModuleSession Fill(this ModuleSession session, int count, string project = "p_demo")
    {
        session.Run($"1..{count} | Add-LogEntry -Project {project}").AssertNoErrors();
        return session;
    }

    /// <summary>Copies <c>history</c> of a project under another name, or a name with a key: <c>run/a</c>.</summary>
    public static ModuleSession Copy(this ModuleSession session, string log, string project = "p_demo")
    {
        string copy = session.LogFile(project, log);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(session.LogFile(project), copy);
        return session;
    }

    /// <summary>Damages a line of a log, in place: its length stays.</summary>
    public static ModuleSession Damage(this ModuleSession session, int line, string log = "history", string project = "p_demo")
    {
        string file = session.LogFile(project, log);
        string[] lines = File.ReadAllLines(file);
        lines[line - 1] = lines[line - 1].Replace("\"data\"", "\"dota\"", StringComparison.Ordinal);
        File.WriteAllText(file, string.Concat(lines.Select(text => text + "\n")));
        return session;
    }

    /// <summary>All files under the root with what is in them, but for locks, which whoever looks may make.</summary>
    public static IReadOnlyDictionary<string, string> Files(this ModuleSession session) =>
        Directory.EnumerateFiles(session.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.Contains("/.locks/", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(session.Root, file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
