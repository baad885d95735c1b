using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>However a pipeline ends, no descriptor and no lock stays, and no log is half changed.</summary>
public sealed class LogAdministrationStopTests : IDisposable
{
    private const int Entries = 20;

    private readonly ModuleSession _session = ModuleSession.OpenWithProject().Fill(Entries).Copy("run/a").Copy("run/b").Copy("run/c");

    public LogAdministrationStopTests()
    {
        foreach (string log in new[] { "history", "run/a", "run/b", "run/c" })
        {
            _session.Damage(4, log).Damage(8, log);
        }
    }

    /// <summary>Every command that puts something out, each with more than one object.</summary>
    public static TheoryData<string> Commands =>
    [
        "Get-Log",
        "Test-Log",
        "Get-Log | Test-Log -Quiet",
        "Get-Log | Limit-Log -KeepLast 5",
        "Get-Log | Complete-Log -PassThru",
        "Get-Log | Repair-Log",
        "Get-Log | Repair-Log -Renumber",
        "Get-Log | ForEach-Object { $_; $_ | Remove-Log -Confirm:$false }",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Ctrl_C_while_an_object_is_downstream(string command)
    {
        await using RunningScript running = _session.Start($"{command} | ForEach-Object {{ $_; while ($true) {{ }} }}");
        await running.ReceiveAsync(1);

        await running.StopAsync();

        Assert.Empty(running.Errors);
        Assert.Single(running.Output);
        AssertNothingIsHeldAndEveryLogIsWhole();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_downstream_that_has_enough(string command)
    {
        ScriptResult result = _session.Run($"foreach ($once in 1) {{ {command} | ForEach-Object {{ $_; break }} }}").AssertNoErrors();

        Assert.Single(result.Output);
        AssertNothingIsHeldAndEveryLogIsWhole();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_error_downstream(string command)
    {
        ScriptResult result = _session.Run($"{command} | ForEach-Object {{ throw 'downstream' }}");

        Assert.Equal("downstream", Assert.Single(result.Errors).ToString());
        AssertNothingIsHeldAndEveryLogIsWhole();
    }

    [Theory]
    [InlineData("Test-Log -Project p_demo -Log big")]
    [InlineData("Test-Log -Project p_demo -Log big -Quiet")]
    [InlineData("Repair-Log -Project p_demo -Log big -WhatIf")]
    public async Task Ctrl_C_in_the_middle_of_a_large_log(string command)
    {
        WriteBig();

        // Over and over, so that wherever the stop hits it hits a reading.
        await using RunningScript running = _session.Start($"while ($true) {{ {command} }}");
        await running.UntilAsync(() => OpenDescriptors.Under(_session.LogFile(log: "big")).Count > 0);

        long begin = Environment.TickCount64;
        await running.StopAsync();

        // Reading it to its end takes longer; a busy machine is given time all the same.
        Assert.InRange(Environment.TickCount64 - begin, 0, 5000);
        Assert.Equal(PSInvocationState.Stopped, running.State);
        Assert.Empty(running.Errors);
        AssertNothingIsHeldAndEveryLogIsWhole();
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_of_a_repair_leaves_the_old_log_or_the_repaired_one()
    {
        WriteBig();
        string big = _session.LogFile(log: "big");
        using (FileStream file = File.OpenWrite(big))
        {
            file.Write("damage"u8);
        }

        byte[] before = File.ReadAllBytes(big);
        await using RunningScript running = _session.Start("while ($true) { Repair-Log -Project p_demo -Log big }");
        await running.UntilAsync(() => File.Exists(big + ".tmp") || File.Exists(big + ".backup"));

        await running.StopAsync();

        Assert.Empty(OpenDescriptors.Under(_session.Root));
        if (File.Exists(big + ".quarantine"))
        {
            Assert.Equal(before, File.ReadAllBytes(big + ".backup"));
        }
        else
        {
            Assert.Equal(before, File.ReadAllBytes(big));
        }

        _session.Run("Repair-Log -Project p_demo -Log big").AssertNoErrors();
        Assert.Equal([true], _session.Run("Test-Log -Project p_demo -Log big -Quiet").AssertNoErrors().Output.Select(o => o!.BaseObject));
        Assert.Equal([BigEntries - 1], _session.Run("Get-Log -Project p_demo -Log big").AssertNoErrors().All<long>("Entries"));
    }

    [Fact]
    public async Task Ctrl_C_while_it_looks_whether_somebody_writes_a_file()
    {
        File.WriteAllText(_session.LogFile() + ".tmp", "left");
        File.WriteAllText(_session.LogFile() + ".head.tmp", "left");
        await using RunningScript running = _session.Start("while ($true) { Test-Log -Project p_demo -Log history }");
        await running.ReceiveAsync(3);

        await running.StopAsync();

        Assert.Empty(running.Errors);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();

    private const long BigEntries = 1_000_000;

    /// <summary>A log that takes a while to read: 60 MB.</summary>
    private void WriteBig()
    {
        using var writer = new StreamWriter(_session.LogFile(log: "big"));
        for (int seq = 1; seq <= BigEntries; seq++)
        {
            writer.Write($"{{\"seq\":{seq},\"ts\":1,\"data\":\"0123456789012345678901234\"}}\n");
        }
    }

    private void AssertNothingIsHeldAndEveryLogIsWhole()
    {
        Assert.Empty(OpenDescriptors.Under(_session.Root));
        using ModuleSession other = _session.OpenAnother();
        ScriptResult logs = other.Run("Get-Log -Project p_demo | Where-Object Log -NE big").AssertNoErrors();
        Assert.All(logs.All<long>("LastSeq"), last => Assert.InRange(last, Entries - 2, Entries));

        // The removal that was stopped had removed the one log whose object was downstream.
        Assert.InRange(logs.Output.Count, 3, 4);

        // A repair takes the lock: nobody holds it.
        other.Run("Get-Log -Project p_demo | Where-Object Log -NE big | Repair-Log").AssertNoErrors();
        ScriptResult sound = other.Run("Get-Log -Project p_demo | Where-Object Log -NE big | Test-Log -Quiet").AssertNoErrors();
        Assert.All(sound.Output, isSound => Assert.Equal(true, isSound!.BaseObject));
    }
}
