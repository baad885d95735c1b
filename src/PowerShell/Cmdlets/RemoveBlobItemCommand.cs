using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Remove-BlobItem</c>: deletes files of a project.</summary>
[Cmdlet(VerbsCommon.Remove, "BlobItem", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class RemoveBlobItemCommand : BlobSelectionCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The files' paths, or patterns.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateBlobPath(AllowWildcards = true)]
    [ArgumentCompleter(typeof(BlobPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The files' paths, whatever characters they have.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [ValidateBlobPath]
    [ArgumentCompleter(typeof(BlobPathCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Deletes only this version.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <inheritdoc/>
    private protected override string[] Paths => Path;

    /// <inheritdoc/>
    private protected override string[] LiteralPaths => LiteralPath;

    /// <inheritdoc/>
    private protected override bool Process(string path, bool isOneOfMany)
    {
        if (!ShouldProcess(DescribeFile(path), "Remove file"))
        {
            return true;
        }

        BlobDeleteResult? deleted = null;
        Try(() => deleted = Wait(Files.DeleteAsync(path, IfMatch, StopToken)));
        switch (deleted)
        {
            case BlobDeleteResult.Conflict conflict:
                WriteError(ErrorRecords.BlobConflict(DescribeFile(path), path, conflict.CurrentETag, IfMatch));
                break;
            case BlobDeleteResult.Deleted:
                WriteVerbose($"Removed: {DescribeFile(path)}.");
                break;
        }

        return deleted is not BlobDeleteResult.NotFound;
    }
}
