using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-BlobItem</c>: lists the files of a project, or gets what is in them.</summary>
[Cmdlet(VerbsCommon.Get, "BlobItem", DefaultParameterSetName = ItemSet)]
[OutputType(typeof(BlobItem), ParameterSetName = [ItemSet])]
[OutputType(typeof(string), ParameterSetName = [RawSet])]
[OutputType(typeof(byte[]), ParameterSetName = [ByteStreamSet])]
[OutputType(typeof(FileInfo), ParameterSetName = [DestinationSet])]
public sealed class GetBlobItemCommand : BlobSelectionCmdlet
{
    private const string ItemSet = "Item";
    private const string RawSet = "Raw";
    private const string ByteStreamSet = "ByteStream";
    private const string DestinationSet = "Destination";

    /// <summary>The files' paths, or patterns; without any path all files.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateBlobPath(AllowWildcards = true)]
    [ArgumentCompleter(typeof(BlobPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The files' paths, whatever characters they have.</summary>
    [Parameter]
    [ValidateBlobPath]
    [ArgumentCompleter(typeof(BlobPathCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Puts out the text of each file, as one string.</summary>
    [Parameter(ParameterSetName = RawSet, Mandatory = true)]
    public SwitchParameter Raw { get; set; }

    /// <summary>Puts out the bytes of each file, as one array.</summary>
    [Parameter(ParameterSetName = ByteStreamSet, Mandatory = true)]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Copies the files to this file, or into this directory.</summary>
    [Parameter(ParameterSetName = DestinationSet, Mandatory = true)]
    [Alias("OutFile")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Replaces files that are there already.</summary>
    [Parameter(ParameterSetName = DestinationSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Puts out the files that were made.</summary>
    [Parameter(ParameterSetName = DestinationSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override string[] Paths => Path.Length + LiteralPath.Length > 0 ? Path : ["*"];

    /// <inheritdoc/>
    private protected override string[] LiteralPaths => LiteralPath;

    /// <inheritdoc/>
    private protected override bool Process(string path, bool isOneOfMany)
    {
        object? output = null;
        bool isRead = Try(() => output = ParameterSetName switch
        {
            ItemSet => Wait(Files.StatAsync(path, StopToken)) is { } info ? new BlobItem(FullRoot, Project, info) : null,
            RawSet => Wait(Files.ReadAllTextAsync(path, StopToken)),
            ByteStreamSet => Wait(Files.ReadAllBytesAsync(path, StopToken)),
            _ => Copy(path, isOneOfMany),
        });
        if (output is not null && (ParameterSetName != DestinationSet || PassThru))
        {
            WriteObject(output);
        }

        // One that cannot be read is an error of its own: it is there.
        return output is not null || !isRead;
    }

    private FileInfo? Copy(string path, bool isOneOfMany)
    {
        using BlobReadStream? source = Wait(Files.OpenReadAsync(path, cancellationToken: StopToken));
        if (source is null)
        {
            return null;
        }

        string target = LocalPath.Resolve(Destination, SessionState.Path);
        if (isOneOfMany || Destination.EndsWith('/') || Destination.EndsWith('\\') || Directory.Exists(target))
        {
            target = System.IO.Path.Combine(target, path);
            LocalPath.Use(System.IO.Path.GetDirectoryName(target)!, Directory.CreateDirectory);
        }

        using var file = new FileReplacement(target, Force);
        using var progress = new ProgressDisplay(this, $"Getting {path}");
        LocalPath.Use(target, _ => Wait(
            async token =>
            {
                await source.CopyToAsync(file.Content, token).ConfigureAwait(false);
                return true;
            },
            () => progress.Show($"{source.Position:N0} of {source.Length:N0} bytes", (double)source.Position / Math.Max(1, source.Length))));
        WriteVerbose($"Copied {source.Length} bytes of '{path}' to {target}.");
        return file.Commit(source.Info.Modified);
    }
}
