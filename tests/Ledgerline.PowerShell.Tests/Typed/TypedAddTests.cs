using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Typed;

/// <summary><c>Add-RunEvent</c>, generated from a record: each case by its own parameters, or as an object.</summary>
public sealed class TypedAddTests : IDisposable
{
    private readonly ModuleSession _session = RunLog.Open();

    [Fact]
    public void A_switch_says_which_case_is_added_and_what_is_not_given_is_as_the_record_says()
    {
        _session.Run("Add-RunEvent -Started -Name build; Add-RunEvent -Finished -Name build").AssertNoErrors();

        Assert.Equal(
            [
                """{"kind":"started","name":"build","commit":null,"tags":[]}""",
                """{"kind":"finished","name":"build","outcome":"Passed","exitCode":0}""",
            ],
            RunLog.Stored(_session));
    }

    [Fact]
    public void Enums_numbers_and_arrays_are_converted_as_PowerShell_converts()
    {
        _session.Run("Add-RunEvent -Started -Name build -Tags a, 7; Add-RunEvent -Finished -Name build -Outcome failed -ExitCode '3'").AssertNoErrors();

        Assert.Equal(
            [
                """{"kind":"started","name":"build","commit":null,"tags":["a","7"]}""",
                """{"kind":"finished","name":"build","outcome":"Failed","exitCode":3}""",
            ],
            RunLog.Stored(_session));
    }

    [Fact]
    public void A_nested_record_is_a_hashtable_an_object_or_itself()
    {
        _session.Run(
            """
            Add-RunEvent -Started -Name a -Commit @{ id = 'x1'; Author = 'me' }
            Add-RunEvent -Started -Name b -Commit ([pscustomobject]@{ ID = 'x2'; author = 'you' })
            Add-RunEvent -Started -Name c -Commit (Get-RunEvent)[0].Data.Commit
            Add-RunEvent -Started -Name d -Commit $null
            Add-RunEvent -Progressed -Name e -Steps @{ label = 'one'; seconds = 1.5 }, @{ Label = 'two'; Seconds = '2' }
            Add-RunEvent -Progressed -Name f -Steps @{ label = 'alone'; seconds = 1 }
            Add-RunEvent -Progressed -Name g -Steps @()
            """).AssertNoErrors();

        Assert.Equal(
            [
                """{"kind":"started","name":"a","commit":{"id":"x1","author":"me"},"tags":[]}""",
                """{"kind":"started","name":"b","commit":{"id":"x2","author":"you"},"tags":[]}""",
                """{"kind":"started","name":"c","commit":{"id":"x1","author":"me"},"tags":[]}""",
                """{"kind":"started","name":"d","commit":null,"tags":[]}""",
                """{"kind":"progressed","name":"e","steps":[{"label":"one","seconds":1.5},{"label":"two","seconds":2}]}""",
                """{"kind":"progressed","name":"f","steps":[{"label":"alone","seconds":1}]}""",
                """{"kind":"progressed","name":"g","steps":[]}""",
            ],
            RunLog.Stored(_session));
    }

    [Fact]
    public void Members_come_from_the_pipeline_by_their_names_and_one_objects_are_not_the_nexts()
    {
        _session.Run(
            """
            [pscustomobject]@{ Name = 'a'; ExitCode = '4' }, [pscustomobject]@{ Name = 'b' }, [pscustomobject]@{ Name = 'c'; Outcome = 'Cancelled' } |
                Add-RunEvent -Finished
            """).AssertNoErrors();

        Assert.Equal(
            [
                """{"kind":"finished","name":"a","outcome":"Passed","exitCode":4}""",
                """{"kind":"finished","name":"b","outcome":"Passed","exitCode":0}""",
                """{"kind":"finished","name":"c","outcome":"Cancelled","exitCode":0}""",
            ],
            RunLog.Stored(_session));
    }

    [Fact]
    public void Objects_in_the_pipeline_say_themselves_which_case_they_are()
    {
        _session.Run(
            """
            @{ kind = 'started'; name = 'a' }, [pscustomobject]@{ Kind = 'finished'; Name = 'b'; exitCode = '2' } | Add-RunEvent
            Add-RunEvent ([ordered]@{ name = 'c'; kind = 'finished' })
            """).AssertNoErrors();

        Assert.Equal(
            [
                """{"kind":"started","name":"a","commit":null,"tags":[]}""",
                """{"kind":"finished","name":"b","outcome":"Passed","exitCode":2}""",
                """{"kind":"finished","name":"c","outcome":"Passed","exitCode":0}""",
            ],
            RunLog.Stored(_session));
    }

    [Fact]
    public void Entries_and_records_of_one_log_are_added_to_another()
    {
        _session.Run(
            """
            New-LedgerProject p_other | Out-Null
            Add-RunEvent -Started -Name a -Tags x
            Add-RunEvent -Finished -Name a
            Get-RunEvent | Add-RunEvent -Project p_other
            Get-RunEvent | ForEach-Object { $_.Data } | Add-RunEvent -Project p_other -Key copy
            """).AssertNoErrors();

        string[] expected = [.. RunLog.Stored(_session)];
        Assert.Equal(2, expected.Length);
        Assert.Equal(expected, StoredLog.Read(_session.LogFile("p_other", "run")).Select(line => line.Data));
        Assert.Equal(expected, StoredLog.Read(_session.LogFile("p_other", "run/copy")).Select(line => line.Data));
    }

    [Fact]
    public void A_pipeline_is_written_in_batches_each_of_one_flush()
    {
        _session.Run("1..2500 | ForEach-Object { [pscustomobject]@{ Name = \"n$_\" } } | Add-RunEvent -Started").AssertNoErrors();

        IReadOnlyList<(long Seq, string Data, bool HasMore)> lines = StoredLog.Read(_session.LogFile(log: "run"));
        Assert.Equal(2500, lines.Count);
        Assert.True(lines.Count(line => line.HasMore) > 2000, "Most lines belong to a batch.");
    }

    [Fact]
    public void PassThru_gives_the_entries_as_they_were_stored()
    {
        ScriptResult result = _session.Run("'a', 'b' | ForEach-Object { @{ kind = 'started'; name = $_ } } | Add-RunEvent -PassThru").AssertNoErrors();

        Assert.Equal([1, 2], result.Seqs());
        Assert.Equal("b", _session.Run("$Arguments[0].Data.Name", result.Output[1]).TheOnlyOutput());
    }

    [Theory]
    [InlineData("Add-RunEvent -Finished -Name x -ExitCode 300", "ExitCode", "255")]
    [InlineData("Add-RunEvent -Finished -Name x -ExitCode -1", "ExitCode", "0")]
    [InlineData("Add-RunEvent -Finished -Name $null", "Name", "null")]
    [InlineData("Add-RunEvent -Started -Name x -Tags $null", "Tags", "null")]
    public void What_the_record_refuses_is_refused_before_anything_is_written(string script, params string[] words)
    {
        ErrorRecord error = Assert.Single(_session.Run(script).Errors);

        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error.ToString(), StringComparison.Ordinal));
        AssertNothingStored();
    }

    [Theory]
    [InlineData("Add-RunEvent -Finished -Name x -Outcome perhaps", "CannotConvertArgumentNoMessage", "Passed, Failed, Cancelled")]
    [InlineData("Add-RunEvent -Started -Name x -Commit @{ id = 'a' }", "ParameterArgumentTransformationError", "author")]
    [InlineData("Add-RunEvent -Started -Name x -Commit @{ id = 'a'; author = 'b'; mail = 'c' }", "ParameterArgumentTransformationError", "mail")]
    [InlineData("Add-RunEvent -Started -Name x -Commit @{ id = 7; author = 'b' }", "ParameterArgumentTransformationError", "$.id")]
    [InlineData("Add-RunEvent -Progressed -Name x -Steps @{ label = 'a'; seconds = 1 }, @{ label = 'b'; seconds = 'soon' }", "ParameterArgumentTransformationError", "$.seconds")]
    [InlineData("Add-RunEvent -Started -Finished -Name x", "AmbiguousParameterSet", "")]
    [InlineData("Add-RunEvent -Started -Name x -ExitCode 1", "AmbiguousParameterSet", "")]
    public void What_does_not_fit_names_the_parameter_and_the_place(string script, string errorId, string word)
    {
        ErrorRecord error = Assert.Single(_session.Run(script).Errors);

        Assert.StartsWith(errorId, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(word, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.ToString(), StringComparison.Ordinal);
        AssertNothingStored();
    }

    [Theory]
    [InlineData("@{ kind = 'startd'; name = 'a' }", "startd", "$.kind")]
    [InlineData("@{ name = 'a' }", "kind")]
    [InlineData("@{ kind = 'started' }", "name")]
    [InlineData("@{ kind = 'started'; nme = 'a' }", "nme")]
    [InlineData("@{ kind = 'started'; name = '' }", "Name", "minimum length of 1")]
    [InlineData("@{ kind = 'finished'; name = 'a'; exitCode = 300 }", "ExitCode", "255")]
    [InlineData("'text'", "RunEvent")]
    [InlineData("@{ kind = 'started'; name = 'a'; tags = { code } }", "$.tags")]
    public void An_object_that_is_no_such_record_is_reported_and_the_others_are_added(string bad, params string[] words)
    {
        ScriptResult result = _session.Run($"@{{ kind = 'started'; name = 'first' }}, {bad}, @{{ kind = 'started'; name = 'last' }} | Add-RunEvent");

        result.AssertError("InvalidRecord", ErrorCategory.InvalidData, words);
        Assert.Equal(2, RunLog.Stored(_session).Count);
    }

    [Fact]
    public void What_only_some_cases_refuse_is_refused_for_those()
    {
        _session.Run("Add-RunEvent -Started -Name ''").AssertError("InvalidRecord", ErrorCategory.InvalidData, "Name", "minimum length of 1");
        _session.Run("Add-RunEvent -Finished -Name ''").AssertNoErrors();

        Assert.Equal(["""{"kind":"finished","name":"","outcome":"Passed","exitCode":0}"""], RunLog.Stored(_session));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _session.Run("Add-RunEvent -Started -Name a -WhatIf; @{ kind = 'started'; name = 'b' } | Add-RunEvent -WhatIf -Key k").AssertNoErrors();

        AssertNothingStored();
        Assert.False(Directory.Exists(Path.ChangeExtension(_session.LogFile(log: "run"), null)));
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_was_taken_and_leaves_nothing_open()
    {
        await using (RunningScript running = _session.Start("1..5 | ForEach-Object { @{ kind = 'started'; name = \"$_\" } } | Add-RunEvent; 'more' | ForEach-Object { while ($true) { } }"))
        {
            await running.UntilAsync(() => File.Exists(_session.LogFile(log: "run")));
            await running.StopAsync();
        }

        Assert.Equal(5, RunLog.Stored(_session).Count);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public async Task A_pipeline_that_is_stopped_midway_has_written_what_it_took()
    {
        await using (RunningScript running = _session.Start("& { 1..7 | ForEach-Object { @{ kind = 'started'; name = \"$_\" } }; while ($true) { } } | Add-RunEvent"))
        {
            await running.UntilAsync(() => File.Exists(_session.LogFile(log: "run")));
            await running.StopAsync();
        }

        Assert.Equal(7, RunLog.Stored(_session).Count);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();

    private void AssertNothingStored() => Assert.False(File.Exists(_session.LogFile(log: "run")));
}
