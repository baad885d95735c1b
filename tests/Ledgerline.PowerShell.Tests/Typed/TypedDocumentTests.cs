using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Typed;

/// <summary>The cmdlets of documents: of <c>Thread</c>, which has keys, and of <c>Settings</c>, which is one document.</summary>
public sealed class TypedDocumentTests : IDisposable
{
    private readonly ModuleSession _session = RunLog.Open();

    public TypedDocumentTests() =>
        _session.Run("$PSDefaultParameterValues = @{ '*-Thread:Project' = 'p_demo' }; New-LedgerProject p_other | Out-Null")
            .AssertNoErrors();

    [Fact]
    public void Members_are_parameters_and_what_is_not_given_is_as_the_record_says()
    {
        _session.Run("Set-Thread a -Title hello -Tags x, y; Set-Thread -Key b -Title other -Priority '5'; Set-Settings -Project p_demo -Owner me").AssertNoErrors();

        Assert.Equal("""{"title":"hello","priority":3,"tags":["x","y"]}""", Json("Get-JsonKv -Project p_demo -Set threads a"));
        Assert.Equal("""{"title":"other","priority":5,"tags":[]}""", Json("Get-JsonKv -Project p_demo -Set threads b"));
        Assert.Equal("""{"owner":"me","keepRuns":30}""", Json("Get-JsonKv -Project p_demo settings"));
    }

    [Fact]
    public void An_object_is_stored_from_the_pipeline_or_as_an_argument()
    {
        _session.Run(
            """
            @{ title = 'a' } | Set-Thread a
            [pscustomobject]@{ Title = 'b'; priority = '4' } | Set-Thread b
            Set-Thread c @{ title = 'c' }
            (Get-Thread a).Data | Set-Thread d
            [pscustomobject]@{ Key = 'e'; Title = 'e' }, [pscustomobject]@{ Key = 'f'; Title = 'f' } | Set-Thread -Priority 1
            @{ owner = 'me' } | Set-Settings -Project p_demo
            """).AssertNoErrors();

        Assert.Equal("a 3, b 4, c 3, a 3, e 1, f 1", _session.Run("(Get-Thread | ForEach-Object { \"$($_.Data.Title) $($_.Data.Priority)\" }) -join ', '").TheOnlyOutput());
        Assert.Equal("me", _session.Run("(Get-Settings -Project p_demo).Data.Owner").TheOnlyOutput());
    }

    [Fact]
    public void A_document_says_where_it_is_and_holds_the_record()
    {
        _session.Run("Set-Thread a -Title hello").AssertNoErrors();

        Assert.Equal(
            $"a threads p_demo {_session.Root} TypedModule.Thread True",
            _session.Run("Get-Thread | ForEach-Object { \"$($_.Key) $($_.Set) $($_.Project) $($_.Root) $($_.Data.GetType().FullName) $($_.ETag.Length -gt 0)\" }").TheOnlyOutput());
        Assert.Equal("""{"title":"hello","priority":3,"tags":[]}""", Json("Get-Thread a"));
    }

    [Theory]
    [InlineData("Get-Thread", "a ab b")]
    [InlineData("Get-Thread a*", "a ab")]
    [InlineData("Get-Thread b, a", "b a")]
    [InlineData("Get-Thread x*", "")]
    [InlineData("Get-Thread -Shared", "s")]
    [InlineData("'a', 'b' | ForEach-Object { [pscustomobject]@{ Key = $_ } } | Get-Thread", "a b")]
    [InlineData("Watch-Thread -Current -Count 2", "a ab")]
    [InlineData("Watch-Thread b -Current -Count 1", "b")]
    [InlineData("Remove-Thread a*; Get-Thread", "b")]
    [InlineData("Get-Thread a | Remove-Thread; Get-Thread", "ab b")]
    [InlineData("Remove-Thread * -WhatIf; Get-Thread", "a ab b")]
    [InlineData("Get-Thread | Set-Thread -Project p_other; Get-Thread -Project p_other", "a ab b")]
    [InlineData("Set-Thread z -Title x -WhatIf; Get-Thread", "a ab b")]
    [InlineData("Set-Thread z -Title x -PassThru", "z")]
    public void What_is_asked_for_is_done(string script, string keys)
    {
        _session.Run("'a', 'ab', 'b' | ForEach-Object { Set-Thread $_ -Title x }; @{ title = 'x' } | & { $PSDefaultParameterValues = @{}; $input | Set-Thread s -Shared }").AssertNoErrors();

        ScriptResult result = _session.Run(script).AssertNoErrors();

        Assert.Equal(keys, string.Join(' ', result.Output.Select(each => each!.Properties["Key"].Value)));
    }

    [Fact]
    public void Only_the_version_that_was_read_is_replaced_or_deleted()
    {
        _session.Run("Set-Thread a -Title one; $old = Get-Thread a; $old | Set-Thread; Set-Thread a -Title two").AssertNoErrors();

        foreach (string script in new[] { "$old | Set-Thread", "Set-Thread a -Title x -IfMatch $old.ETag", "$old | Remove-Thread", "Set-Thread a -Title x -IfAbsent" })
        {
            _session.Run(script).AssertError("ETagConflict", ErrorCategory.ResourceExists, "'a'", "Nothing was changed");
        }

        Assert.Equal("two", _session.Run("(Get-Thread a).Data.Title").TheOnlyOutput());
        _session.Run("$old | Set-Thread -Force; Set-Thread a -Title three -IfMatch (Get-Thread a).ETag; Set-Thread n -Title x -IfAbsent").AssertNoErrors();
        Assert.Equal("three", _session.Run("(Get-Thread a).Data.Title").TheOnlyOutput());
    }

    [Fact]
    public void The_one_document_of_a_record_needs_no_key()
    {
        _session.Run("Get-Settings -Project p_demo").AssertError("DocumentNotFound", ErrorCategory.ObjectNotFound, "'settings'", "Set-Settings");
        _session.Run("Set-Settings -Project p_demo -Owner me; Get-Settings -Project p_demo | Set-Settings -Project p_other; Set-Settings -Shared -Owner all").AssertNoErrors();

        Assert.Equal("me", _session.Run("(Get-Settings -Project p_other).Data.Owner").TheOnlyOutput());
        Assert.Equal("all", _session.Run("(Get-Settings -Shared).Data.Owner").TheOnlyOutput());
        Assert.Equal("settings", _session.Run("(Watch-Settings -Project p_demo -Current -Count 1).Key").TheOnlyOutput());
        _session.Run("Remove-Settings -Project p_demo").AssertNoErrors();
        _session.Run("Remove-Settings -Project p_demo").AssertError("DocumentNotFound", ErrorCategory.ObjectNotFound, "'settings'");
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Theory]
    [InlineData("@{ title = '' } | Set-Thread a", "InvalidRecord", ErrorCategory.InvalidData, "Title")]
    [InlineData("@{ ttle = 'x' } | Set-Thread a", "InvalidRecord", ErrorCategory.InvalidData, "ttle")]
    [InlineData("Get-Thread nobody", "DocumentNotFound", ErrorCategory.ObjectNotFound, "Get-Thread without -Key")]
    [InlineData("Remove-Thread nobody", "DocumentNotFound", ErrorCategory.ObjectNotFound, "'nobody'")]
    [InlineData("Set-Settings -Owner me", "ParametersExclude", ErrorCategory.InvalidArgument, "-Project")]
    [InlineData("Set-Settings -Owner me -Project p_demo -Shared", "ParametersExclude", ErrorCategory.InvalidArgument, "-Shared")]
    [InlineData("Get-Thread -Project p_none", "ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none")]
    public void What_is_wrong_is_said_and_nothing_is_stored(string script, string errorId, ErrorCategory category, string word)
    {
        _session.Run(script).AssertError(errorId, category, word);

        Assert.Empty(_session.Run("Get-Thread").AssertNoErrors().Output);
    }

    [Fact]
    public void What_the_record_refuses_is_refused_before_anything_is_written()
    {
        ErrorRecord error = Assert.Single(_session.Run("Set-Thread a -Title x -Priority 6").Errors);

        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-Thread").AssertNoErrors().Output);
    }

    [Fact]
    public void The_Tab_key_completes_the_keys_of_the_records_own_set()
    {
        _session.Run("Set-Thread nightly -Title x; Set-JsonKv -Project p_demo other -InputObject 1").AssertNoErrors();
        const string Line = "Get-Thread -Project p_demo -Key ";

        Assert.Equal("nightly", Assert.Single(_session.Complete(Line)));
    }

    public void Dispose() => _session.Dispose();

    private string Json(string script) => (string)_session.Run($"({script}).ToJson()").TheOnlyOutput()!;
}
