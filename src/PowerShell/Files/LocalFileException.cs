using System.Management.Automation;

namespace Ledgerline.PowerShell.Files;

/// <summary>A file beside the storage, from or to which something is copied, cannot be used.</summary>
internal sealed class LocalFileException(string errorId, ErrorCategory category, string file, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string ErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = category;

    public string File { get; } = file;
}
