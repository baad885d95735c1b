using System.Diagnostics;

namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>
/// A small file system in namespaces of its own, reached through the process that keeps it. However the test ends, the
/// kernel unmounts it when that process is gone, which ends with its standard input, and ends the program that serves it
/// where there is one.
/// </summary>
internal sealed class MountedDirectory : IDisposable
{
    private readonly Process _keeper;

    /// <param name="options">As mount takes them: <c>size=1m</c>.</param>
    public MountedDirectory(string options)
        : this()
    {
        Run($"mount -t tmpfs -o {options} ledgerline /mnt");
    }

    private MountedDirectory()
    {
        _keeper = Start("bash", "-c", """while read -r line; do eval "$line" && echo done || echo failed; done""");
        Path = System.IO.Path.Combine("/proc", $"{_keeper.Id}", "root", "mnt");
    }

    /// <summary>A file system that takes names for the same that differ only in case; null where none of them is to be had.</summary>
    public static MountedDirectory? FoldingCase()
    {
        if (Obstacle() is not null)
        {
            return null;
        }

        // Each kind in memory, as far as kernel and programs have it.
        const string Image = "mount -t tmpfs ledgerline /tmp && truncate -s 16M /tmp/image";
        foreach (string mount in (string[])
        [
            "mount -t tmpfs -o casefold ledgerline /mnt && chattr +F /mnt",
            $"{Image} && mkfs.ext4 -q -O casefold /tmp/image && mount -o loop /tmp/image /mnt && chattr +F /mnt",
            $"{Image} && mkntfs -F -Q -q /tmp/image && lowntfs-3g /tmp/image /mnt -o ignore_case",
        ])
        {
            var mounted = new MountedDirectory();
            if (mounted.TryRun($"{{ {mount} && mkdir /mnt/root && test -d /mnt/ROOT; }} > /dev/null 2>&1"))
            {
                return mounted;
            }

            mounted.Dispose();
        }

        return null;
    }

    /// <summary>The file system's root as every process sees it.</summary>
    public string Path { get; }

    /// <summary>The mount namespace, for nsenter: there the file system is <c>/mnt</c>, also for users that see no other process.</summary>
    public string Namespace => System.IO.Path.Combine("/proc", $"{_keeper.Id}", "ns", "mnt");

    public string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Whether a namespace can be made and mounted in, or why not.</summary>
    public static string? Obstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "mounting needs root on Linux";
        }

        try
        {
            using Process process = Start("mount", "-t", "tmpfs", "ledgerline", "/mnt");
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unshare is missing (apt-get install util-linux)";
        }
    }

    public void MakeReadOnly() => Run("mount -o remount,ro /mnt");

    public void MakeWritable() => Run("mount -o remount,rw /mnt");

    /// <summary>Leaves no room but <paramref name="bytes"/>.</summary>
    public void Fill(int bytes)
    {
        File.WriteAllBytes(Filler, new byte[new DriveInfo(Path).AvailableFreeSpace - bytes]);
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Filler);

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        if (!_keeper.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _keeper.Kill();
        }

        _keeper.Dispose();
    }

    private static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private void Run(string command)
    {
        if (!TryRun(command))
        {
            throw new InvalidOperationException($"'{command}' failed in the namespaces of {Path}.");
        }
    }

    private bool TryRun(string command)
    {
        _keeper.StandardInput.WriteLine(command);
        _keeper.StandardInput.Flush();
        return _keeper.StandardOutput.ReadLine() == "done";
    }
}
