using System.Collections;
using System.Management.Automation;
using Ledgerline.Drivers;

namespace Ledgerline.PowerShell.Names;

/// <summary>Refuses, before a command begins, an id or a name that no driver would take.</summary>
/// <param name="what">What the value is, for the message: <c>log name</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateStorageNameAttribute(string what) : ValidateArgumentsAttribute
{
    /// <summary>Whether a pattern with wildcards stands for the names that match it.</summary>
    public bool AllowWildcards { get; init; }

    /// <summary>Whether an empty text, or null, stands for no name.</summary>
    public bool AllowEmpty { get; init; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is IEnumerable names and not string)
        {
            foreach (object? name in names)
            {
                Validate(name as string);
            }
        }
        else
        {
            Validate(arguments as string);
        }
    }

    private void Validate(string? name)
    {
        if ((AllowWildcards && WildcardPattern.ContainsWildcardCharacters(name)) || (AllowEmpty && string.IsNullOrEmpty(name)))
        {
            return;
        }

        try
        {
            StorageName.ThrowIfInvalid(name, what, null);
        }
        catch (ArgumentException e)
        {
            throw new ValidationMetadataException(e.Message);
        }
    }
}
