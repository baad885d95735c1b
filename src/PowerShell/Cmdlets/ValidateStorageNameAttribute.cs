using System.Management.Automation;
using Ledgerline.Drivers;

namespace Ledgerline.PowerShell;

/// <summary>Refuses, before a command begins, an id or a name that no driver would take.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateStorageNameAttribute(string what) : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        try
        {
            StorageName.ThrowIfInvalid(arguments as string, what, null);
        }
        catch (ArgumentException e)
        {
            throw new ValidationMetadataException(e.Message);
        }
    }
}
