using System.Management.Automation;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// A file that takes its place only when it is whole: until then it stands beside it under another name, and is removed
/// where it does not get that far.
/// </summary>
internal sealed class ReplacedFile : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private bool _isCommitted;

    /// <param name="path">The file's full path.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    /// <param name="mayReplaceReadOnly">Whether it may also where nobody may write to it.</param>
    /// <exception cref="TransferException">The file is there, or is none.</exception>
    public ReplacedFile(string path, bool mayReplace, bool mayReplaceReadOnly)
    {
        // What a link leads to is replaced, not the link.
        var file = new FileInfo(path);
        file = file.LinkTarget is null ? file : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        ThrowUnlessReplaceable(path, file, mayReplace, mayReplaceReadOnly);
        _target = file.FullName;
        _temporary = $"{_target}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (file.Exists && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_temporary, file.UnixFileMode);
        }
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Puts the file, durably written, in its place.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        _isCommitted = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted)
        {
            File.Delete(_temporary);
        }
    }

    private static void ThrowUnlessReplaceable(string path, FileInfo file, bool mayReplace, bool mayReplaceReadOnly)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new TransferException(
                "PathIsDirectory", ErrorCategory.InvalidArgument, path, $"'{path}' is a directory. Pass a file to -Path.");
        }

        if (file.FullName.StartsWith("/dev/", StringComparison.Ordinal) && !file.FullName.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw new TransferException(
                "PathIsDevice", ErrorCategory.InvalidArgument, path, $"'{path}' is no file that could be replaced. Pass a file to -Path.");
        }

        if (file.Exists && !mayReplace)
        {
            throw new TransferException(
                "NoClobber", ErrorCategory.ResourceExists, path, $"The file '{path}' exists. Pass another -Path, or leave out -NoClobber to replace it.");
        }

        if (file.Exists && file.IsReadOnly && !mayReplaceReadOnly)
        {
            throw new TransferException(
                "FileIsReadOnly", ErrorCategory.PermissionDenied, path, $"The file '{path}' is read-only. Pass another -Path, or -Force to replace it.");
        }
    }
}
