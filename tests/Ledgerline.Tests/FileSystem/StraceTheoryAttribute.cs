namespace Ledgerline.Tests.FileSystem;

/// <summary>A test that has strace make a process's system calls fail.</summary>
public sealed class StraceTheoryAttribute : TheoryAttribute
{
    public StraceTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "strace"))))
        {
            Skip = "SKIPPED: faults of real system calls need strace on the PATH (apt-get install strace).";
        }
    }
}
