using System.Collections;
using System.Management.Automation;
using Ledgerline.Drivers;

namespace Ledgerline.PowerShell.Names;

/// <summary>Refuses, before a command begins, a path that no driver would take for a file of a project.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateBlobPathAttribute : ValidateArgumentsAttribute
{
    /// <summary>Whether a pattern with wildcards stands for the paths that match it.</summary>
    public bool AllowWildcards { get; init; }

    /// <summary>Whether a path that ends with <c>/</c> stands for what is put below it.</summary>
    public bool AllowFolder { get; init; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        IEnumerable paths = arguments is IEnumerable several and not string ? several : new[] { arguments };
        foreach (object? path in paths)
        {
            Validate(path as string ?? "");
        }
    }

    private void Validate(string path)
    {
        if (AllowWildcards && WildcardPattern.ContainsWildcardCharacters(path))
        {
            return;
        }

        try
        {
            BlobPath.ThrowIfInvalid(AllowFolder && path.EndsWith('/') ? path[..^1] : path, null);
        }
        catch (ArgumentException e)
        {
            throw new ValidationMetadataException(e.Message);
        }
    }
}
