using System.Globalization;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Times;

/// <summary>
/// Takes a time as it is, and a time span for the time so long ago: <c>30.00:00:00</c> and <c>(Get-Date).AddDays(-30)</c>
/// mean the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PointInTimeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string text && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan parsed))
        {
            value = parsed;
        }

        if (value is TimeSpan age)
        {
            return age >= TimeSpan.Zero && age < DateTimeOffset.UtcNow - DateTimeOffset.MinValue
                ? DateTimeOffset.UtcNow - age
                : throw Refuse(value);
        }

        // A bare number would be taken for ticks, of a time or of a span: nobody means those.
        return value is DateTimeOffset or DateTime or string && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out DateTimeOffset time)
            ? time
            : throw Refuse(value);
    }

    private static ArgumentTransformationMetadataException Refuse(object? value) => new(
        $"'{value}' is neither a time nor a time span: pass one such as (Get-Date).AddDays(-30), 2026-01-31T12:00:00Z or 30.00:00:00 (days.hours:minutes:seconds, not negative).");
}
