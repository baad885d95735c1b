using System.Globalization;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Times;

/// <summary>
/// Takes a plain number for seconds, where PowerShell's own conversion takes it for ticks of 100 nanoseconds. A
/// <see cref="TimeSpan"/>, and text with a colon (<c>0:01:30</c>), are what they are.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject { BaseObject: var bare } ? bare : inputData;
        double? seconds = value switch
        {
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
            IConvertible number and (byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal) =>
                number.ToDouble(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (seconds is not { } given)
        {
            return inputData;
        }

        try
        {
            return TimeSpan.FromSeconds(given);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(
                $"{given.ToString(CultureInfo.InvariantCulture)} is no number of seconds that a time can have.", e);
        }
    }
}
