using System.Management.Automation;

namespace Ledgerline.PowerShell.Times;

/// <summary>Refuses, before a command begins, a time that nothing can wait for.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateTimeoutAttribute : ValidateArgumentsAttribute
{
    // What a timer can be set to, in whole days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan time && (time < TimeSpan.Zero || time > Longest))
        {
            throw new ValidationMetadataException(
                $"The time {time} is out of range: use 0 to {Longest.Days} days. A plain number counts seconds.");
        }
    }
}
