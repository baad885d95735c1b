using System.Management.Automation;
using Ledgerline.PowerShell.Blobs;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Conditions;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Set-BlobItem</c>: stores a file in a project.</summary>
[Cmdlet(VerbsCommon.Set, "BlobItem", DefaultParameterSetName = ValueSet, SupportsShouldProcess = true)]
[OutputType(typeof(BlobItem))]
public sealed class SetBlobItemCommand : LedgerCmdlet
{
    private const string ValueSet = "Value";
    private const string FileSet = "InputFile";

    private BlobUpload? _upload;
    private ProgressDisplay? _progress;
    private string? _uploadPath;
    private bool _isRefused;
    private PutCondition _condition;

    /// <summary>The file's path in the project; one that ends with <c>/</c> gets the name of the local file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateBlobPath(AllowFolder = true)]
    [ArgumentCompleter(typeof(BlobPathCompleter))]
    public string Path { get; set; } = "";

    /// <summary>Text, bytes, or a local file.</summary>
    [Parameter(ParameterSetName = ValueSet, Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object Value { get; set; } = "";

    /// <summary>The path of a local file.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [Alias("FilePath")]
    [ValidateNotNullOrEmpty]
    public string InputFile { get; set; } = "";

    /// <summary>Puts no line break behind each text.</summary>
    [Parameter(ParameterSetName = ValueSet)]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>Replaces only this version.</summary>
    [Parameter]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <summary>Stores the file only where none is stored at the path.</summary>
    [Parameter]
    [Alias("NoClobber")]
    public SwitchParameter IfAbsent { get; set; }

    /// <summary>What the acknowledgement means.</summary>
    [Parameter]
    public Durability? Durability { get; set; }

    /// <summary>Puts out what was stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // What has not come to its end is not stored.
            EndUpload();
            base.Dispose(disposing);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        _condition = WriteCondition.Of(IfMatch, IfAbsent);
        if (ParameterSetName == FileSet)
        {
            Try(() => StoreFile(LocalPath.Resolve(InputFile, SessionState.Path)));
        }
        else if (BlobContent.Bare(Value) is FileSystemInfo file)
        {
            Try(() => StoreFile(file.FullName));
        }
        else
        {
            Take(Value);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessEnd() => CompleteUpload();

    private void StoreFile(string file)
    {
        CompleteUpload();
        string path = Path.EndsWith('/') ? Path + System.IO.Path.GetFileName(file) : Path;
        if (!IsWanted(path, $"Set file to {file}"))
        {
            return;
        }

        using FileStream content = LocalPath.OpenRead(file);
        using var progress = new ProgressDisplay(this, $"Setting {path}");
        BlobStore files = OpenFiles();
        Report(path, LocalPath.Use(file, _ => Wait(
            token => files.WriteAsync(path, content, _condition, Durability, token).AsTask(),
            () => Show(progress, content))));
    }

    private static void Show(ProgressDisplay progress, FileStream content)
    {
        // A pipe has neither.
        if (progress.IsDue && content.CanSeek)
        {
            progress.Show($"{content.Position:N0} of {content.Length:N0} bytes", (double)content.Position / Math.Max(1, content.Length));
        }
    }

    /// <summary>Adds a value to the file that is being written; the first one begins it.</summary>
    private void Take(object? value)
    {
        if (_uploadPath != Path)
        {
            CompleteUpload();
            _uploadPath = Path;
            _isRefused = !IsWanted(Path, "Set file");
        }

        if (_isRefused)
        {
            return;
        }

        _isRefused = !Try(() =>
        {
            foreach (byte[] piece in BlobContent.Of(value, NoNewline ? "" : "\n"))
            {
                if (_upload is null)
                {
                    Begin(Path);
                }

                _upload!.Write(piece);
            }
        });
        if (_isRefused)
        {
            EndUpload();
        }
        else if (_progress?.IsDue == true)
        {
            _progress.Show($"{_upload!.Length:N0} bytes");
        }
    }

    private void Begin(string path)
    {
        BlobStore files = OpenFiles();
        _upload = new BlobUpload((content, token) => files.WriteAsync(path, content, _condition, Durability, token).AsTask(), StopToken);
        _progress = new ProgressDisplay(this, $"Setting {path}");
    }

    private void CompleteUpload()
    {
        if (_upload is { } upload)
        {
            string path = _uploadPath!;
            Try(() => Report(path, upload.Complete()));
        }

        EndUpload();
        _uploadPath = null;
    }

    private void EndUpload()
    {
        _upload?.Dispose();
        _progress?.Dispose();
        _upload = null;
        _progress = null;
    }

    private void Report(string path, BlobWriteResult result)
    {
        switch (result)
        {
            case BlobWriteResult.Conflict conflict:
                WriteError(ErrorRecords.BlobConflict(DescribeFile(path), path, conflict.CurrentETag, IfMatch));
                break;
            case BlobWriteResult.Stored stored:
                WriteVerbose($"Stored as the version '{stored.ETag}': {DescribeFile(path)}.");
                if (PassThru && Wait(OpenFiles().StatAsync(path, StopToken)) is { } info)
                {
                    WriteObject(new BlobItem(ResolveRoot(Root), Project, info));
                }

                break;
        }
    }

    private BlobStore OpenFiles() => OpenDriver(ResolveRoot(Root)).Project(Project).Files;

    private string DescribeFile(string path) => $"File '{path}' of the project '{Project}' in {ResolveRoot(Root)}";

    /// <summary>Whether a path keeps the rule, now that it is complete, and whoever is asked agrees.</summary>
    private bool IsWanted(string path, string action)
    {
        if (ErrorRecords.InvalidPath(path) is not { } error)
        {
            return ShouldProcess(DescribeFile(path), action);
        }

        WriteError(error);
        return false;
    }
}
