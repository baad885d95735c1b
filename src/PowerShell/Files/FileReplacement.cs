using System.Management.Automation;

namespace Ledgerline.PowerShell.Files;

/// <summary>
/// A file that comes to its path whole or not at all: written beside it, and renamed at the end. Disposed before that, it
/// leaves nothing.
/// </summary>
internal sealed class FileReplacement : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _overwrites;

    /// <param name="path">The full path.</param>
    /// <param name="overwrites">Whether what stands there may go.</param>
    /// <exception cref="LocalFileException">A file stands there that may not go, or the system refuses.</exception>
    public FileReplacement(string path, bool overwrites)
    {
        // What a link leads to is replaced, not the link.
        var replaced = new FileInfo(path);
        replaced = replaced.LinkTarget is null ? replaced : new FileInfo(replaced.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        _path = replaced.FullName;
        _overwrites = overwrites;
        if (!overwrites && replaced.Exists)
        {
            throw Exists();
        }

        if (_path.StartsWith("/dev/", StringComparison.Ordinal) && !_path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw new LocalFileException("PathIsDevice", ErrorCategory.InvalidArgument, path, $"'{path}' is no file that could be replaced. Pass the path of a file.");
        }

        _temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Guid.NewGuid():N}.tmp");
        Content = LocalPath.Use(_temporary, static file => new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        if (replaced.Exists && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_temporary, replaced.UnixFileMode);
        }
    }

    /// <summary>What is to be written to.</summary>
    public FileStream Content { get; }

    /// <summary>Puts the file, which is on the disk then, in its place.</summary>
    /// <param name="modified">When it counts as written; null for now.</param>
    public FileInfo Commit(DateTimeOffset? modified = null) => LocalPath.Use(_path, path =>
    {
        Content.Flush(flushToDisk: true);
        Content.Dispose();
        if (modified is { } time)
        {
            File.SetLastWriteTimeUtc(_temporary, time.UtcDateTime);
        }

        try
        {
            File.Move(_temporary, path, _overwrites);
        }
        catch (IOException) when (!_overwrites && File.Exists(path))
        {
            throw Exists();
        }

        return new FileInfo(path);
    });

    public void Dispose()
    {
        Content.Dispose();
        File.Delete(_temporary);
    }

    private LocalFileException Exists() => new(
        "FileExists", ErrorCategory.ResourceExists, _path, $"The file '{_path}' is there already. Nothing was written. Replace it with -Force, or choose another -Destination.");
}
