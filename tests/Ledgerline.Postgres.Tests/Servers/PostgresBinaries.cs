using System.Globalization;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>The newest PostgreSQL, 15 or later, of this machine.</summary>
internal static class PostgresBinaries
{
    private const int Oldest = 15;
    private const string Debian = "/usr/lib/postgresql";

    private static readonly string[] Programs = ["postgres", "initdb", "pg_ctl", "pg_basebackup"];

    private static readonly string? Folder = Find();

    /// <summary>Why no server of one's own can be started, or null.</summary>
    public static string? Obstacle { get; } =
        OperatingSystem.IsWindows() ? "the servers of these tests need a Unix"
        : Folder is null ? $"no PostgreSQL {Oldest} or later in {Debian} or on the PATH (apt-get install postgresql)"
        : null;

    /// <summary>Where a program is.</summary>
    public static string Of(string program) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(Obstacle), program);

    private static string? Find()
    {
        IEnumerable<string> debian = Directory.Exists(Debian) ? Directory.EnumerateDirectories(Debian).Select(f => Path.Combine(f, "bin")) : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path)
            .Where(f => Programs.All(p => File.Exists(Path.Combine(f, p))))
            .Select(f => (Folder: f, Version: VersionOf(f)))
            .Where(f => f.Version >= Oldest)
            .OrderByDescending(f => f.Version)
            .Select(f => f.Folder)
            .FirstOrDefault();
    }

    /// <summary>From <c>postgres (PostgreSQL) 15.18 (Debian ...)</c>.</summary>
    private static int VersionOf(string folder)
    {
        string[] words = Command.Run(Path.Combine(folder, "postgres"), "--version").Split(' ');
        string major = new([.. words.ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit) ?? []]);
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0;
    }
}
