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
        _path = path;
        _overwrites = overwrites;
        if (!overwrites && File.Exists(path))
        {
            throw Exists();
        }

        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");
        Content = LocalPath.Use(_temporary, static file => new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <summary>What is to be written to.</summary>
    public FileStream Content { get; }

    /// <summary>Puts the file in its place.</summary>
    /// <param name="modified">When it counts as written.</param>
    public FileInfo Commit(DateTimeOffset modified) => LocalPath.Use(_path, path =>
    {
        Content.Dispose();
        File.SetLastWriteTimeUtc(_temporary, modified.UtcDateTime);
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
