using Xunit.Abstractions;

namespace Ledgerline.Tests.FileSystem.PowerLoss;

/// <summary>
/// The power of a real file system is cut while processes append, truncate and delete logs and replace files: what was
/// acknowledged is there after the next mount, and appends go on. <c>LEDGERLINE_POWER_ROUNDS=N</c> cuts N times.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    [PowerLossFact("ext4")]
    public void What_was_acknowledged_survives_on_ext4() => Run("ext4");

    [PowerLossFact("xfs")]
    public void What_was_acknowledged_survives_on_xfs() => Run("xfs");

    [PowerLossFact("ext4")]
    public void Appends_that_are_not_flushed_are_found_lost_on_ext4() => Run("--control", "ext4");

    [PowerLossFact("xfs")]
    public void Appends_that_are_not_flushed_are_found_lost_on_xfs() => Run("--control", "xfs");

    private void Run(params string[] arguments)
    {
        (int exitCode, string lines) = PowerLossScript.Run(arguments);
        output.WriteLine(lines);
        Assert.True(exitCode == 0, lines);
        Assert.Contains(" round 1: ", lines, StringComparison.Ordinal);
    }
}
