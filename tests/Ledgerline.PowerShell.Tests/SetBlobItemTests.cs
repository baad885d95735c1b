using System.Diagnostics;
using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class SetBlobItemTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Theory]
    [InlineData("Set-BlobItem a 'x' -Project p_demo", "x\n")]
    [InlineData("Set-BlobItem a -Value 'x' -NoNewline -Project p_demo", "x")]
    [InlineData("Set-BlobItem a 'x', 'ä' -Project p_demo", "x\nä\n")]
    [InlineData("Set-BlobItem a '' -Project p_demo", "\n")]
    [InlineData("Set-BlobItem a '' -NoNewline -Project p_demo", "")]
    [InlineData("'x', 'y' | Set-BlobItem a -Project p_demo", "x\ny\n")]
    [InlineData("1, 2.5, $true, [datetimeoffset]'2026-01-02T03:04:05Z' | Set-BlobItem a -Project p_demo", "1\n2.5\nTrue\n01/02/2026 03:04:05 +00:00\n")]
    [InlineData("Set-BlobItem a ([byte[]](120, 121)) -Project p_demo", "xy")]
    [InlineData("[byte[]](120, 121) | Set-BlobItem a -Project p_demo", "xy")]
    [InlineData(",[byte[]](120, 121) | Set-BlobItem a -Project p_demo", "xy")]
    [InlineData("Set-BlobItem a ([byte[]]@()) -Project p_demo", "")]
    [InlineData("'x', ([byte[]](121)) | Set-BlobItem a -Project p_demo -NoNewline", "xy")]
    [InlineData("Set-BlobItem a -InputFile local.txt -Project p_demo", "local")]
    [InlineData("Set-BlobItem a -FilePath ./local.txt -Project p_demo", "local")]
    [InlineData("[System.IO.FileInfo]::new($Arguments[0]) | Set-BlobItem a -Project p_demo", "local")]
    [InlineData("Set-BlobItem a ([System.IO.FileInfo]::new($Arguments[0])) -Project p_demo", "local")]
    public void Text_bytes_and_files_are_stored(string script, string content)
    {
        string local = Path.Combine(_session.Root, "local.txt");
        File.WriteAllText(local, "local");

        Assert.Empty(_session.Run(script, local).AssertNoErrors().Output);

        Assert.Equal(content, File.ReadAllText(FileOf("a")));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void What_needs_many_pieces_comes_whole()
    {
        _session.Run("1..30000 | ForEach-Object { \"$_\".PadLeft(99) } | Set-BlobItem a -Project p_demo").AssertNoErrors();

        Assert.Equal(Enumerable.Range(1, 30000).Select(n => $"{n}".PadLeft(99)), File.ReadLines(FileOf("a")));
    }

    [Fact]
    public void Several_files_get_their_own_paths()
    {
        foreach (string name in new[] { "one.txt", "two.txt" })
        {
            File.WriteAllText(Path.Combine(_session.Root, name), name);
        }

        _session.Run(
            """
            $files = [System.IO.DirectoryInfo]::new($Arguments[0]).GetFiles()
            $files | Set-BlobItem logs/ -Project p_demo
            $files | Set-BlobItem -Path { "other/$($_.Name)" } -Project p_demo
            'a', 'b' | Set-BlobItem -Path { "text/$_" } -Project p_demo
            """,
            _session.Root).AssertNoErrors();

        Assert.Equal(
            "logs/one.txt,logs/two.txt,other/one.txt,other/two.txt,text/a,text/b",
            _session.Run("Get-BlobItem -Project p_demo").All("Path"));
        Assert.Equal("two.txt", File.ReadAllText(FileOf("other/two.txt")));
        Assert.Equal("b\n", File.ReadAllText(FileOf("text/b")));
    }

    [Fact]
    public void PassThru_puts_out_what_was_stored()
    {
        ScriptResult result = _session.Run("Set-BlobItem a/b 'x' -Project p_demo -PassThru -Verbose");

        Assert.Equal("a/b", result.AssertNoErrors().All("Path"));
        Assert.Equal("2", result.All("Length"));
        Assert.Equal(result.All("ETag"), _session.Run("Get-BlobItem -Project p_demo").All("ETag"));
        Assert.Contains(result.Verbose, message => message.StartsWith("Stored as the version", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@{ a = 1 } | Set-BlobItem a -Project p_demo", "ValueNotSerializable", ErrorCategory.InvalidData, "ConvertTo-Json")]
    [InlineData("'x', [pscustomobject]@{ a = 1 }, 'y' | Set-BlobItem a -Project p_demo", "ValueNotSerializable", ErrorCategory.InvalidData, "ConvertTo-Json")]
    [InlineData("'x', \"$([char]0xD800)\" | Set-BlobItem a -Project p_demo", "ValueNotSerializable", ErrorCategory.InvalidData, "surrogate")]
    [InlineData("Set-BlobItem a -InputFile nowhere.txt -Project p_demo", "FileFailed", ErrorCategory.ObjectNotFound, "nowhere.txt")]
    [InlineData("Set-BlobItem a -InputFile . -Project p_demo", "FileFailed", ErrorCategory.InvalidArgument, "is a directory")]
    [InlineData("[System.IO.DirectoryInfo]::new($PWD.ProviderPath) | Set-BlobItem a -Project p_demo", "FileFailed", ErrorCategory.InvalidArgument, "Get-ChildItem -File")]
    [InlineData("Set-BlobItem a -InputFile Function:\\x -Project p_demo", "PathNotFileSystem", ErrorCategory.InvalidArgument, "Function")]
    [InlineData("Set-BlobItem a/ 'x' -Project p_demo", "InvalidPath", ErrorCategory.InvalidArgument, "segment is empty")]
    [InlineData("Set-BlobItem a 'x' -Project p_none", "ProjectNotFound", ErrorCategory.ObjectNotFound, "New-LedgerProject")]
    [InlineData("Set-BlobItem a 'x' -Project p_demo -IfAbsent -IfMatch x", "ParametersExclude", ErrorCategory.InvalidArgument, "exclude each other")]
    public void What_cannot_be_stored_is_an_error_and_nothing_is(string script, string errorId, ErrorCategory category, string word)
    {
        _session.Run(script).AssertError(errorId, category, word);

        Assert.Empty(_session.Run("Get-BlobItem -Project p_demo").AssertNoErrors().Output);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
        Assert.False(Directory.Exists(Path.Combine(_session.Root, "projects", "p_none")));
    }

    [Fact]
    public void Conditions_are_kept()
    {
        File.WriteAllText(Path.Combine(_session.Root, "local.txt"), "local");
        _session.Run("$first = Set-BlobItem a '1' -Project p_demo -IfAbsent -PassThru").AssertNoErrors();

        _session.Run("Set-BlobItem a '2' -Project p_demo -NoClobber").AssertError("ETagConflict", ErrorCategory.ResourceExists, "'a'", "stored already");
        _session.Run("Set-BlobItem a '2' -Project p_demo -IfMatch $first.ETag").AssertNoErrors();
        _session.Run("Set-BlobItem a '3' -Project p_demo -ETag $first.ETag").AssertError("ETagConflict", ErrorCategory.ResourceExists, "was changed", "Get-BlobItem");
        _session.Run("Set-BlobItem a -InputFile local.txt -Project p_demo -IfMatch $first.ETag").AssertError("ETagConflict", ErrorCategory.ResourceExists);
        _session.Run("Set-BlobItem b '3' -Project p_demo -IfMatch $first.ETag").AssertError("ETagConflict", ErrorCategory.ObjectNotFound, "not stored");

        Assert.Equal("2\n", File.ReadAllText(FileOf("a")));
    }

    [Theory]
    [InlineData("Set-BlobItem a 'x' -Project p_demo -WhatIf")]
    [InlineData("'x', 'y' | Set-BlobItem a -Project p_demo -WhatIf -PassThru")]
    [InlineData("Set-BlobItem a -InputFile local.txt -Project p_demo -Root nowhere -WhatIf")]
    public void WhatIf_writes_nothing(string script)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);

        Assert.Empty(_session.Run("Get-BlobItem -Project p_demo").AssertNoErrors().Output);
        Assert.False(Directory.Exists(Path.Combine(_session.Root, "nowhere")));
    }

    [Theory]
    [InlineData("1..3 | ForEach-Object { if ($_ -eq 3) { throw 'upstream' }; 'x' * 100000 } | Set-BlobItem a -Project p_demo")]
    [InlineData("foreach ($once in 1) { 1..3 | ForEach-Object { if ($_ -eq 3) { break }; 'x' * 100000 } | Set-BlobItem a -Project p_demo }")]
    public void A_pipeline_that_ends_early_stores_nothing(string script)
    {
        _session.Run(script);

        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Ctrl_C_in_a_pipeline_stores_nothing()
    {
        string begun = Path.Combine(_session.Root, "begun");
        await using RunningScript running = _session.Start(
            "& { 1..3 | ForEach-Object { 'x' * 1000000 }; [System.IO.File]::WriteAllText($Arguments[0], ''); while ($true) { } } | Set-BlobItem a -Project p_demo",
            begun);
        await running.UntilAsync(() => File.Exists(begun));

        await running.StopAsync();

        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Ctrl_C_in_a_long_file_stores_nothing()
    {
        // Nobody writes to it any more: whoever reads it waits.
        string pipe = Path.Combine(_session.Root, "pipe");
        using (var mkfifo = Process.Start("mkfifo", pipe))
        {
            await mkfifo.WaitForExitAsync();
        }

        await using RunningScript running = _session.Start("Set-BlobItem a -InputFile pipe -Project p_demo");
        using (FileStream writer = new(pipe, FileMode.Open, FileAccess.Write))
        {
            await writer.WriteAsync(new byte[100_000]);
            await writer.FlushAsync();

            Task stopping = running.StopAsync();
            await Task.Delay(100);
            writer.Dispose();
            await stopping;
        }

        File.Delete(pipe);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Ctrl_C_ends_a_long_copy_at_once()
    {
        string large = Path.Combine(_session.Root, "large.bin");
        using (FileStream file = File.Create(large))
        {
            file.SetLength(1L << 36);
        }

        await using RunningScript running = _session.Start("Set-BlobItem a -InputFile large.bin -Project p_demo");
        await running.UntilAsync(() => OpenDescriptors.Under(Path.Combine(_session.Root, "projects", "p_demo")).Count > 0);

        await running.StopAsync();

        File.Delete(large);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_long_upload_shows_progress()
    {
        await using RunningScript running = _session.Start(
            "& { 'a'; [System.Threading.Thread]::Sleep(1300); 'b' } | Set-BlobItem a -Project p_demo");
        await running.CompleteAsync();

        Assert.Equal(("Setting a", "4 bytes"), (running.Progress[0].Activity, running.Progress[0].StatusDescription));
        Assert.Equal(ProgressRecordType.Completed, running.Progress[^1].RecordType);
    }

    public void Dispose() => _session.Dispose();

    private string FileOf(string path) => Path.Combine(_session.Root, "projects", "p_demo", path);

    private void AssertNothingIsLeft()
    {
        Assert.Empty(_session.Run("Get-BlobItem -Project p_demo").AssertNoErrors().Output);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
        IEnumerable<string> files = Directory.EnumerateFiles(
            _session.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 0, 1000));
    }
}
