using System.Management.Automation;

namespace Ledgerline.PowerShell.Roots;

/// <summary>A root that cannot be one, whatever the storage says: not a file system path, or a file.</summary>
internal sealed class InvalidRootException(string errorId, ErrorCategory category, string root, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string ErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = category;

    public string Root { get; } = root;
}
