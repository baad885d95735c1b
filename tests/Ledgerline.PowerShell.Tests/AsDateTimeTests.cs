using System.Globalization;
using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class AsDateTimeTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02T03:04:05.123Z", "2026-01-02T03:04:05.1230000+00:00")]
    [InlineData("2026-01-02T03:04:05.1234567+02:00", "2026-01-02T03:04:05.1234567+02:00")]
    [InlineData("2026-01-02T03:04:05-09:30", "2026-01-02T03:04:05.0000000-09:30")]
    public void A_time_with_an_offset_becomes_a_DateTimeOffset_that_keeps_it(string text, string expected)
    {
        var time = Assert.IsType<DateTimeOffset>(ReadBack(text));

        Assert.Equal(expected, time.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05.0000000")]
    [InlineData("2026-01-02T03:04:05.1234567", "2026-01-02T03:04:05.1234567")]
    public void A_time_without_an_offset_becomes_a_DateTime_of_no_kind(string text, string expected)
    {
        var time = Assert.IsType<DateTime>(ReadBack(text));

        Assert.Equal(expected, time.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04")]
    [InlineData("2026-01-02 03:04:05")]
    [InlineData("2026-01-02T03:04:05.")]
    [InlineData("2026-01-02T03:04:05.12345678Z")]
    [InlineData("2026-01-02T03:04:05+02")]
    [InlineData("2026-01-02T03:04:05+0200")]
    [InlineData("2026-02-30T03:04:05Z")]
    [InlineData("2026-01-02T25:04:05Z")]
    [InlineData("2026-01-02T03:04:05ZZ")]
    [InlineData("20260102T030405Z")]
    [InlineData("at 2026-01-02T03:04:05Z")]
    [InlineData("")]
    [InlineData("Z")]
    public void Any_other_text_stays_text(string text) => Assert.Equal(text, ReadBack(text));

    [Fact]
    public void Times_are_found_in_members_and_items_and_not_in_names()
    {
        const string Time = "2026-01-02T03:04:05Z";
        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments[0]", $$$"""{"{{{Time}}}":{"at":["{{{Time}}}"]}}""").AssertNoErrors();

        Assert.IsType<DateTimeOffset>(_session.Run($"(Get-LogEntry -Project p_demo -AsDateTime).Data.'{Time}'.at[0]").TheOnlyOutput());
        Assert.IsType<string>(_session.Run($"(Get-LogEntry -Project p_demo).Data.'{Time}'.at[0]").TheOnlyOutput());
    }

    [Fact]
    public void A_follower_makes_times_too()
    {
        _session.Run("Add-LogEntry -Project p_demo '2026-01-02T03:04:05Z'").AssertNoErrors();

        Assert.IsType<DateTimeOffset>(_session.Run("(Watch-Log -Project p_demo -Since 0 -Count 1 -AsDateTime).Data").TheOnlyOutput());
    }

    public void Dispose() => _session.Dispose();

    private object? ReadBack(string text)
    {
        _session.Run("Add-LogEntry -Project p_demo -InputObject $Arguments[0]", text).AssertNoErrors();
        PSObject entry = Assert.Single(_session.Run("Get-LogEntry -Project p_demo -AsDateTime").AssertNoErrors().Output)!;
        return entry.Properties["Data"].Value;
    }
}
