using System.Management.Automation;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that do something to each of the files that paths stand for.</summary>
public abstract class BlobSelectionCmdlet : ProjectCmdlet
{
    private bool _pathIsTyped;

    /// <summary>The full path of the root.</summary>
    private protected string FullRoot { get; private set; } = "";

    /// <summary>The project's files.</summary>
    private protected BlobStore Files { get; private set; } = null!;

    /// <summary>The paths and patterns that were passed.</summary>
    private protected abstract string[] Paths { get; }

    /// <summary>The paths that were passed to be taken as they are.</summary>
    private protected abstract string[] LiteralPaths { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _pathIsTyped = MyInvocation.BoundParameters.ContainsKey("Path");
    }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        FullRoot = ResolveRoot(Root);
        Files = OpenDriver(FullRoot).Project(Project).Files;

        // A path that comes with an object is that object's, whatever characters it has.
        bool isPiped = !_pathIsTyped && MyInvocation.BoundParameters.ContainsKey("Path");
        var selection = new NameSelection(isPiped ? [] : Paths, isPiped ? [.. Paths, .. LiteralPaths] : LiteralPaths);
        WriteVerbose($"{MyInvocation.MyCommand.Name}: '{string.Join("', '", [.. Paths, .. LiteralPaths])}' of the project '{Project}' in {FullRoot}.");
        try
        {
            Process(selection);
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be worked on.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>Does something to a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isOneOfMany">Whether the paths that were passed may stand for several files.</param>
    /// <returns>Whether it is there.</returns>
    private protected abstract bool Process(string path, bool isOneOfMany);

    /// <summary>The file, as the beginning of a sentence.</summary>
    private protected string DescribeFile(string path) => $"File '{path}' of the project '{Project}' in {FullRoot}";

    private void Process(NameSelection selection)
    {
        bool isOneOfMany = MyInvocation.ExpectingInput || selection.HasWildcards || Paths.Length + LiteralPaths.Length > 1;
        foreach (string path in selection.Of(() => Files.ListAsync(null, StopToken).ToBlockingEnumerable(StopToken).Order(StringComparer.Ordinal)))
        {
            // One that came with an object was not looked at before.
            if (ErrorRecords.InvalidPath(path) is { } error)
            {
                WriteError(error);
            }
            else if (!Process(path, isOneOfMany) && selection.IsNamed(path))
            {
                WriteError(ErrorRecords.BlobNotFound(Project, FullRoot, path));
            }
        }
    }
}
