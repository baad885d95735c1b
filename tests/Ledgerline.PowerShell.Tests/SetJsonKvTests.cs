using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class SetJsonKvTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Theory]
    [InlineData("Set-JsonKv k @{ b = 1; a = 2 } -Project p_demo", """{"a":2,"b":1}""")]
    [InlineData("Set-JsonKv k 1.0 -Project p_demo", "1.0")]
    [InlineData("Set-JsonKv k $null -Project p_demo", "null")]
    [InlineData("Set-JsonKv k '' -Project p_demo", "\"\"")]
    [InlineData("Set-JsonKv k @() -Project p_demo", "[]")]
    [InlineData("Set-JsonKv k @(1, 2) -Project p_demo", "[1,2]")]
    [InlineData("Set-JsonKv k -Value 1 -Project p_demo", "1")]
    [InlineData("@{ a = 1 } | Set-JsonKv k -Project p_demo", """{"a":1}""")]
    [InlineData("1..3 | Set-JsonKv k -Project p_demo", "[1,2,3]")]
    [InlineData("$null | Set-JsonKv k -Project p_demo", "null")]
    [InlineData("""Set-JsonKv k -Json '{ "n":1.0 }' -Project p_demo""", """{ "n":1.0 }""")]
    [InlineData("""Set-JsonKv k -Json '[', '1', ']' -Project p_demo""", "[1]")]
    public void A_value_is_stored_as_JSON(string script, string json)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);

        Assert.Equal(json, File.ReadAllText(FileOf("k")));
    }

    [Fact]
    public void Sets_and_shared_documents_have_their_places()
    {
        _session.Run(
            """
            Set-JsonKv k 1 -Project p_demo -Set s
            Set-JsonKv k 2 -Project p_demo -Set ''
            Set-JsonKv k 3 -Shared
            Set-JsonKv k -Shared -Set s -Json '4'
            """).AssertNoErrors();

        Assert.Equal("1", File.ReadAllText(FileOf("s/k")));
        Assert.Equal("2", File.ReadAllText(FileOf("k")));
        Assert.Equal("3", File.ReadAllText(Path.Combine(_session.Root, ".data", "k.json")));
        Assert.Equal("4", File.ReadAllText(Path.Combine(_session.Root, ".data", "s", "k.json")));
    }

    [Fact]
    public void An_empty_pipeline_stores_nothing_and_says_so()
    {
        ScriptResult result = _session.Run("@() | Set-JsonKv k -Project p_demo -Verbose").AssertNoErrors();

        Assert.Contains(result.Verbose, message => message.Contains("nothing was stored", StringComparison.Ordinal));
        Assert.False(File.Exists(FileOf("k")));
    }

    [Fact]
    public void PassThru_puts_out_what_was_stored()
    {
        ScriptResult result = _session.Run(
            "$set = Set-JsonKv k @{ n = 1 } -Project p_demo -PassThru; $got = Get-JsonKv k -Project p_demo; $set.ETag -eq $got.ETag; $set.ToJson(); $set.Data.n");

        Assert.Equal([true, """{"n":1}""", 1L], result.AssertNoErrors().Output.Select(item => item!.BaseObject));
    }

    [Fact]
    public void A_document_goes_back_where_it_was_got()
    {
        _session.Run("Set-JsonKv a @{ n = 1 } -Project p_demo -Set s; Set-JsonKv b @{ n = 2 } -Project p_demo -Set s; Set-JsonKv c @{ n = 3 } -Shared").AssertNoErrors();

        ScriptResult result = _session.Run(
            """
            Get-JsonKv -Project p_demo -Set s | ForEach-Object { $_.Data.n += 10; $_ } | Set-JsonKv -PassThru
            Get-JsonKv -Shared | ForEach-Object { $_.Data = 'other'; $_ } | Set-JsonKv -PassThru
            """);

        Assert.Equal("a,b,c", result.AssertNoErrors().All("Key"));
        Assert.Equal("""{"n":11}""", File.ReadAllText(FileOf("s/a")));
        Assert.Equal("""{"n":12}""", File.ReadAllText(FileOf("s/b")));
        Assert.Equal("\"other\"", File.ReadAllText(Path.Combine(_session.Root, ".data", "c.json")));
    }

    [Fact]
    public void A_document_that_was_changed_meanwhile_does_not_go_back()
    {
        ScriptResult result = _session.Run(
            """
            Set-JsonKv k 1 -Project p_demo
            $document = Get-JsonKv k -Project p_demo
            Set-JsonKv k 2 -Project p_demo
            $document | Set-JsonKv
            """);

        string current = (string)_session.Run("(Get-JsonKv k -Project p_demo).ETag").TheOnlyOutput()!;
        ErrorRecord error = result.AssertError("ETagConflict", ErrorCategory.ResourceExists, "'k'", $"'{current}' is stored", "Get-JsonKv", "-IfMatch");
        Assert.Equal("k", error.TargetObject);
        Assert.Equal("2", File.ReadAllText(FileOf("k")));

        _session.Run("$document | Set-JsonKv -Force").AssertNoErrors();
        Assert.Equal("1", File.ReadAllText(FileOf("k")));
    }

    [Fact]
    public void A_document_can_be_copied_elsewhere()
    {
        ScriptResult result = _session.Run(
            """
            $null = New-LedgerProject p_other
            Set-JsonKv k 1 -Project p_demo -Set s
            Set-JsonKv k 2 -Project p_other -Set s
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Project p_other
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Set t
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Set ''
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Shared
            $null = New-LedgerProject p_demo -Root far
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Root far
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -Project p_demo other
            Get-JsonKv -Project p_demo -Set s | Set-JsonKv -IfAbsent
            """);

        result.AssertError("ETagConflict", ErrorCategory.ResourceExists, "stored already");
        foreach (string file in new[] { "projects/p_other/.meta/s/k", "projects/p_demo/.meta/s/k", "projects/p_demo/.meta/t/k", "projects/p_demo/.meta/k", "projects/p_demo/.meta/other", ".data/s/k", "far/projects/p_demo/.meta/s/k" })
        {
            Assert.Equal("1", File.ReadAllText(Path.Combine(_session.Root, file + ".json")));
        }
    }

    [Fact]
    public void IfMatch_replaces_only_that_version()
    {
        _session.Run("$first = Set-JsonKv k 1 -Project p_demo -PassThru; Set-JsonKv k 2 -Project p_demo -IfMatch $first.ETag").AssertNoErrors();

        _session.Run("Set-JsonKv k 3 -Project p_demo -ETag $first.ETag").AssertError("ETagConflict", ErrorCategory.ResourceExists, "was changed");
        Assert.Equal("2", File.ReadAllText(FileOf("k")));

        _session.Run("Remove-JsonKv k -Project p_demo; Set-JsonKv k 3 -Project p_demo -IfMatch $first.ETag")
            .AssertError("ETagConflict", ErrorCategory.ObjectNotFound, "not stored any more", "-IfAbsent");
        Assert.False(File.Exists(FileOf("k")));
    }

    [Fact]
    public void IfAbsent_replaces_nothing()
    {
        _session.Run("Set-JsonKv k 1 -Project p_demo -IfAbsent").AssertNoErrors();

        _session.Run("Set-JsonKv k 2 -Project p_demo -NoClobber").AssertError("ETagConflict", ErrorCategory.ResourceExists, "stored already", "-IfMatch");
        Assert.Equal("1", File.ReadAllText(FileOf("k")));
    }

    [Theory]
    [InlineData("Set-JsonKv k 1 -Project p_demo -IfAbsent -IfMatch x")]
    [InlineData("Get-JsonKv -Project p_demo | Set-JsonKv -Project p_demo -Shared")]
    public void Parameters_that_exclude_each_other_are_refused(string script)
    {
        _session.Run("Set-JsonKv old 1 -Project p_demo").AssertNoErrors();

        _session.Run(script).AssertError("ParametersExclude", ErrorCategory.InvalidArgument, "exclude each other");
        Assert.False(File.Exists(FileOf("k")));
    }

    [Theory]
    [InlineData("$c = @{}; $c.self = $c; Set-JsonKv k $c -Project p_demo", "ValueNotSerializable", "$.self")]
    [InlineData("1, { 2 } | Set-JsonKv k -Project p_demo", "ValueNotSerializable", "$[1]")]
    [InlineData("Set-JsonKv k -Json '{' -Project p_demo", "InvalidJson", "-Json")]
    [InlineData("Set-JsonKv k -Json '' -Project p_demo", "InvalidJson", "-Json")]
    public void What_cannot_be_stored_is_an_error(string script, string errorId, string word)
    {
        _session.Run(script).AssertError(errorId, ErrorCategory.InvalidData, word);

        Assert.False(File.Exists(FileOf("k")));
    }

    [Fact]
    public void Data_of_any_depth_go_back()
    {
        string deep = new string('[', 900) + new string(']', 900);
        ScriptResult result = _session.Run("Set-JsonKv k -Json $Arguments[0] -Project p_demo; Get-JsonKv k -Project p_demo | Set-JsonKv -PassThru | ForEach-Object Key", deep);

        Assert.Equal("k", result.TheOnlyOutput());
        Assert.Equal(deep, File.ReadAllText(FileOf("k")));
    }

    [Fact]
    public void A_project_that_is_not_there_is_not_made()
    {
        _session.Run("Set-JsonKv k 1 -Project p_none").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "New-LedgerProject");

        Assert.False(Directory.Exists(Path.Combine(_session.Root, "projects", "p_none")));
    }

    [Theory]
    [InlineData("Set-JsonKv k 2 -Project p_demo -WhatIf")]
    [InlineData("Set-JsonKv new 2 -Project p_demo -Set s -WhatIf")]
    [InlineData("Set-JsonKv new 2 -Shared -Root nowhere -WhatIf")]
    [InlineData("Get-JsonKv k -Project p_demo | ForEach-Object { $_.Data = 2; $_ } | Set-JsonKv -WhatIf -PassThru")]
    public void WhatIf_writes_nothing(string script)
    {
        _session.Run("Set-JsonKv k 1 -Project p_demo").AssertNoErrors();

        Assert.Empty(_session.Run(script).AssertNoErrors().Output);
        Assert.Equal("1", File.ReadAllText(FileOf("k")));
        Assert.Single(Directory.EnumerateFiles(_session.Root, "*.json", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(_session.Root, "nowhere")));
    }

    [Fact]
    public void Durability_is_taken_by_name()
    {
        _session.Run("Set-JsonKv k 1 -Project p_demo -Durability Buffered").AssertNoErrors();
        _session.Run("Set-JsonKv k 1 -Project p_demo -Durability Perhaps").AssertError("CannotConvertArgumentNoMessage", ErrorCategory.InvalidArgument, "Flushed");
        Assert.Equal("1", File.ReadAllText(FileOf("k")));
    }

    [Fact]
    public void Verbose_tells_the_version() => Assert.Contains(
        _session.Run("Set-JsonKv k 1 -Project p_demo -Verbose").AssertNoErrors().Verbose,
        message => message.Contains("Stored as the version", StringComparison.Ordinal) && message.Contains("'k'", StringComparison.Ordinal));

    [Theory]
    [InlineData("1..3 | ForEach-Object { if ($_ -eq 3) { throw 'upstream' }; $_ } | Set-JsonKv k -Project p_demo")]
    [InlineData("foreach ($once in 1) { 1..3 | ForEach-Object { if ($_ -eq 3) { break }; $_ } | Set-JsonKv k -Project p_demo }")]
    public void A_pipeline_that_ends_early_stores_nothing_half(string script)
    {
        _session.Run(script);

        Assert.False(File.Exists(FileOf("k")));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_documents_that_were_stored_and_nothing_open()
    {
        _session.Run("1..5 | ForEach-Object { Set-JsonKv \"k$_\" 0 -Project p_demo }").AssertNoErrors();
        await using RunningScript running = _session.Start(
            "Get-JsonKv -Project p_demo | ForEach-Object { $_.Data = 1; $_; if ($_.Key -eq 'k3') { while ($true) { } } } | Set-JsonKv -PassThru");
        await running.ReceiveAsync(3);

        await running.StopAsync();

        Assert.Equal(["1", "1", "1", "0", "0"], Enumerable.Range(1, 5).Select(n => File.ReadAllText(FileOf($"k{n}"))));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();

    private string FileOf(string document) => Path.Combine(_session.Root, "projects", "p_demo", ".meta", document + ".json");
}
