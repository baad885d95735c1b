using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class GetJsonKvTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public GetJsonKvTests() => _session.Run(
        """
        Set-JsonKv -Project p_demo settings ([ordered]@{ title = 'x'; n = 1; ratio = 1.0; none = $null; tags = @() })
        Set-JsonKv -Project p_demo -Set threads main @{ n = 1 }
        Set-JsonKv -Project p_demo -Set threads more @{ n = 2 }
        Set-JsonKv -Project p_demo -Set users main @{ n = 3 }
        Set-JsonKv -Shared theme 'dark'
        Set-JsonKv -Shared -Set hosts a 1
        """).AssertNoErrors();

    [Fact]
    public void A_document_comes_with_its_place_and_version()
    {
        PSObject document = Assert.Single(_session.Run("Get-JsonKv settings -Project p_demo").AssertNoErrors().Output)!;

        Assert.Equal("settings", document.Properties["Key"].Value);
        Assert.Null(document.Properties["Set"].Value);
        Assert.Equal("p_demo", document.Properties["Project"].Value);
        Assert.Equal(_session.Root, document.Properties["Root"].Value);
        Assert.NotEqual("", document.Properties["ETag"].Value);
        Assert.Equal("settings", document.ToString());
        Assert.Equal(
            """{"title":"x","n":1,"ratio":1.0,"none":null,"tags":[]}""",
            _session.Run("(Get-JsonKv settings -Project p_demo).ToJson()").TheOnlyOutput());
        Assert.Equal(1L, _session.Run("(Get-JsonKv settings -Project p_demo).Data.n").TheOnlyOutput());
    }

    [Theory]
    [InlineData("-Project p_demo", "settings")]
    [InlineData("-Project p_demo -Set threads", "main,more")]
    [InlineData("-Project p_demo -Set '' -Key *", "settings")]
    [InlineData("-Project p_demo -Set *", "settings,main,more,main")]
    [InlineData("-Project p_demo -Set t* -Key M*", "main,more")]
    [InlineData("-Project p_demo -Set t* main", "main")]
    [InlineData("-Project p_demo -Set * nowhere", "")]
    [InlineData("-Project p_demo -Set none", "")]
    [InlineData("-Project p_demo -Set threads m*, more, main", "main,more")]
    [InlineData("-Project p_demo -Set threads more, main, more", "more,main")]
    [InlineData("-Project p_demo x*", "")]
    [InlineData("-Shared", "theme")]
    [InlineData("-Shared -Set *", "theme,a")]
    [InlineData("-Shared -Set hosts a", "a")]
    public void Keys_and_sets_may_be_patterns(string arguments, string keys) =>
        Assert.Equal(keys, _session.Run("Get-JsonKv " + arguments).AssertNoErrors().All("Key"));

    [Fact]
    public void Shared_documents_have_no_project() =>
        Assert.Equal("True dark", _session.Run("Get-JsonKv theme -Shared | ForEach-Object { \"$($null -eq $_.Project) $($_.Data)\" }").TheOnlyOutput());

    [Fact]
    public void What_is_not_there_is_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run("Get-JsonKv -Project p_demo -Set threads nobody, main");

        result.AssertError("DocumentNotFound", ErrorCategory.ObjectNotFound, "'nobody'", "set 'threads'", "'p_demo'", "Get-JsonKv");
        Assert.Equal("main", result.All("Key"));
        Assert.Equal("nobody", result.Errors[0].TargetObject);
        Assert.Single(_session.Run("Get-JsonKv -Project p_demo -Set threads m*, nobody").Errors);
    }

    [Fact]
    public void Names_are_case_sensitive_and_patterns_are_not()
    {
        _session.Run("Get-JsonKv -Project p_demo SETTINGS").AssertError("DocumentNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("settings", _session.Run("Get-JsonKv -Project p_demo SETT*").AssertNoErrors().All("Key"));
    }

    [Fact]
    public void Damage_is_an_error_with_its_place_and_the_others_follow()
    {
        string file = Path.Combine(_session.Root, "projects", "p_demo", ".meta", "threads", "main.json");
        File.WriteAllText(file, "{\"n\":\n  1,,}");

        ScriptResult result = _session.Run("Get-JsonKv -Project p_demo -Set threads");

        ErrorRecord error = result.AssertError(
            "DocumentCorrupt", ErrorCategory.InvalidData, file, "line 2, byte 4", "Nothing was changed", "Set-JsonKv");
        Assert.Equal(file, error.TargetObject);
        Assert.Equal("more", result.All("Key"));
        Assert.Single(_session.Run("Get-JsonKv -Project p_demo -Set threads main").Errors);
    }

    [Fact]
    public void Projects_come_from_the_pipeline_and_one_that_is_not_there_is_an_error()
    {
        ScriptResult result = _session.Run(
            "'p_none', 'p_demo' | ForEach-Object { [pscustomobject]@{ Project = $_ } } | Get-JsonKv settings");

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'", "New-LedgerProject");
        Assert.Equal("settings", result.All("Key"));
    }

    [Fact]
    public void A_document_from_the_pipeline_is_read_again() =>
        Assert.Equal("threads,threads,users", _session.Run("Get-JsonKv -Project p_demo -Set ?* | Get-JsonKv").AssertNoErrors().All("Set"));

    [Fact]
    public void AsDateTime_makes_times()
    {
        _session.Run("""Set-JsonKv -Project p_demo at -Json '{"at":"2026-01-02T03:04:05Z"}'""").AssertNoErrors();

        Assert.IsType<string>(_session.Run("(Get-JsonKv at -Project p_demo).Data.at").TheOnlyOutput());
        Assert.Equal(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, default), _session.Run("(Get-JsonKv at -Project p_demo -AsDateTime).Data.at").TheOnlyOutput());
    }

    [Theory]
    [InlineData("Get-JsonKv -Project p_demo a/b")]
    [InlineData("Get-JsonKv -Project p_demo -Set ..")]
    [InlineData("Get-JsonKv -Project ../x")]
    public void A_name_that_no_driver_takes_is_refused(string script) => _session.Run(script)
        .AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "1-128 of A-Z a-z 0-9 _ -");

    [Fact]
    public void A_project_and_shared_exclude_each_other() =>
        _session.Run("Get-JsonKv -Project p_demo -Shared").AssertError("AmbiguousParameterSet", ErrorCategory.InvalidArgument);

    [Theory]
    [InlineData("Get-JsonKv -Project p_demo -Set ", "threads,users")]
    [InlineData("Get-JsonKv -Shared -Set ", "hosts")]
    [InlineData("Get-JsonKv -Project p_demo ", "settings")]
    [InlineData("Get-JsonKv -Project p_demo -Set threads ", "main,more")]
    [InlineData("Get-JsonKv -Project p_demo -Set threads main, m", "main,more")]
    [InlineData("Get-JsonKv -Shared -Key ", "theme")]
    [InlineData("Set-JsonKv -Shared -Key t", "theme")]
    [InlineData("Set-JsonKv -Project p_demo -Set u", "users")]
    [InlineData("Remove-JsonKv -Project p_demo -Set users m", "main")]
    [InlineData("Watch-JsonKv -Project p_demo -Set users ", "main")]
    [InlineData("Watch-JsonKv -Project p_demo -Set thr", "threads")]
    [InlineData("Get-JsonKv -Project p_d", "p_demo")]
    public void Tab_offers_what_is_stored(string input, string expected) =>
        Assert.Equal(expected, string.Join(',', _session.Complete(input)));

    [Fact]
    public void Nothing_stays_open()
    {
        _session.Run("Get-JsonKv -Project p_demo -Set *; foreach ($once in 1) { Get-JsonKv -Project p_demo -Set * | ForEach-Object { break } }");

        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();
}
