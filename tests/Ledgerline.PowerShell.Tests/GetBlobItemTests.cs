using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class GetBlobItemTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public GetBlobItemTests() => _session.Run(
        """
        Set-BlobItem site/index.html '<h1>ä</h1>' -NoNewline -Project p_demo
        Set-BlobItem site/deep/a.txt 'a' -NoNewline -Project p_demo
        Set-BlobItem 'odd[1] name.txt' 'odd' -NoNewline -Project p_demo
        Set-BlobItem odd1name.bin ([byte[]](0, 255)) -Project p_demo
        """).AssertNoErrors();

    [Theory]
    [InlineData("", "odd1name.bin,odd[1] name.txt,site/deep/a.txt,site/index.html")]
    [InlineData("site/*", "site/deep/a.txt,site/index.html")]
    [InlineData("SITE/*.html", "site/index.html")]
    [InlineData("site/index.html", "site/index.html")]
    [InlineData("x*", "")]
    [InlineData("odd[12]*", "odd1name.bin")]
    [InlineData("site/index.html, *.html, odd1name.bin", "odd1name.bin,site/index.html")]
    [InlineData("-LiteralPath 'odd[1] name.txt'", "odd[1] name.txt")]
    [InlineData("*.html -LiteralPath 'odd[1] name.txt'", "odd[1] name.txt,site/index.html")]
    public void Files_are_listed_by_path_and_pattern(string arguments, string paths) =>
        Assert.Equal(paths, _session.Run("Get-BlobItem -Project p_demo " + arguments).AssertNoErrors().All("Path"));

    [Fact]
    public void A_file_tells_what_is_known_of_it()
    {
        PSObject item = Assert.Single(_session.Run("Get-BlobItem site/index.html -Project p_demo").AssertNoErrors().Output)!;

        Assert.Equal(11L, item.Properties["Length"].Value);
        Assert.InRange((DateTimeOffset)item.Properties["Modified"].Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.NotEqual("", item.Properties["ETag"].Value);
        Assert.Equal(("p_demo", _session.Root), (item.Properties["Project"].Value, item.Properties["Root"].Value));
        Assert.Equal("site/index.html", item.ToString());
    }

    [Fact]
    public void Content_is_text_or_bytes()
    {
        Assert.Equal("<h1>ä</h1>", _session.Run("Get-BlobItem site/index.html -Project p_demo -Raw").TheOnlyOutput());
        Assert.Equal(new byte[] { 0, 255 }, _session.Run("Get-BlobItem odd1name.bin -Project p_demo -AsByteStream").TheOnlyOutput());
        Assert.Equal(["a", "<h1>ä</h1>"], _session.Run("Get-BlobItem site/* -Project p_demo -Raw").AssertNoErrors().Output.Select(text => text!.BaseObject));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run("Get-BlobItem * -Project p_demo -Raw");

        result.AssertError("StorageFailed", ErrorCategory.ResourceUnavailable, "odd1name.bin", "UTF-8");
        Assert.Equal(3, result.Output.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Raw")]
    [InlineData("-AsByteStream")]
    [InlineData("-Destination out/")]
    public void What_is_not_there_is_an_error_and_the_others_follow(string arguments)
    {
        ScriptResult result = _session.Run($"Get-BlobItem nothing, site/index.html -Project p_demo {arguments}");

        ErrorRecord error = result.AssertError("BlobNotFound", ErrorCategory.ObjectNotFound, "'nothing'", "'p_demo'", "Get-BlobItem");
        Assert.Equal("nothing", error.TargetObject);
        Assert.Equal(arguments.Contains("out", StringComparison.Ordinal) ? 0 : 1, result.Output.Count);
        Assert.Single(_session.Run("Get-BlobItem SITE/index.html -Project p_demo").Errors);
    }

    [Theory]
    [InlineData("site/index.html", "copy.html", "copy.html")]
    [InlineData("site/index.html", "out/", "out/site/index.html")]
    [InlineData("site/index.html", ".", "site/index.html")]
    [InlineData("site/*", "out", "out/site/deep/a.txt,out/site/index.html")]
    [InlineData("site/index.html, odd1name.bin", "out", "out/odd1name.bin,out/site/index.html")]
    [InlineData("-LiteralPath 'odd[1] name.txt'", "'odd[2].txt'", "odd[2].txt")]
    [InlineData("site/index.html", "new\\", "new/site/index.html")]
    public void Files_are_copied_out(string paths, string destination, string files)
    {
        string work = Directory.CreateDirectory(Path.Combine(_session.Root, "work")).FullName;

        Assert.Empty(_session.Run(
            $"$null = $ExecutionContext.SessionState.Path.SetLocation('work'); Get-BlobItem {paths} -Project p_demo -Root .. -Destination {destination}").AssertNoErrors().Output);

        Assert.Equal(files, string.Join(',', Files(work)));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void Piped_files_are_taken_as_they_are()
    {
        ScriptResult result = _session.Run("Get-BlobItem odd* -Project p_demo | Get-BlobItem -Destination out -PassThru");

        Assert.Equal("odd1name.bin,odd[1] name.txt", result.AssertNoErrors().All("Name"));
        Assert.Equal(
            File.GetLastWriteTimeUtc(Path.Combine(_session.Root, "projects", "p_demo", "odd1name.bin")),
            ((FileInfo)result.Output[0]!.BaseObject).LastWriteTimeUtc);
        _session.Run("[pscustomobject]@{ Project = 'p_demo'; Path = '*' } | Get-BlobItem").AssertError("BlobNotFound", ErrorCategory.ObjectNotFound, "'*'");
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone_without_Force()
    {
        string copy = Path.Combine(_session.Root, "copy.html");
        File.WriteAllText(copy, "mine");

        ErrorRecord error = _session.Run("Get-BlobItem site/index.html -Project p_demo -Destination copy.html")
            .AssertError("FileExists", ErrorCategory.ResourceExists, copy, "-Force");
        Assert.Equal(copy, error.TargetObject);
        Assert.Equal("mine", File.ReadAllText(copy));

        _session.Run("Get-BlobItem site/index.html -Project p_demo -OutFile copy.html -Force").AssertNoErrors();
        Assert.Equal("<h1>ä</h1>", File.ReadAllText(copy));
    }

    [Theory]
    [InlineData("nowhere/copy.html", "FileFailed", ErrorCategory.ObjectNotFound)]
    [InlineData("Function:\\x", "PathNotFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("Nowhere:\\x", "PathNotFound", ErrorCategory.ObjectNotFound)]
    public void A_destination_that_cannot_be_is_an_error(string destination, string errorId, ErrorCategory category) =>
        _session.Run($"Get-BlobItem site/index.html -Project p_demo -Destination {destination}").AssertError(errorId, category, "path");

    [Fact]
    public void A_file_where_a_directory_should_be_is_an_error_and_the_others_follow()
    {
        Directory.CreateDirectory(Path.Combine(_session.Root, "out"));
        File.WriteAllText(Path.Combine(_session.Root, "out", "site"), "");

        ScriptResult result = _session.Run("Get-BlobItem * -Project p_demo -Destination out -PassThru");

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("FileFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("../x", "begins with a dot")]
    [InlineData("/x", "absolute")]
    [InlineData("a//b", "segment is empty")]
    [InlineData(".meta/x", "begins with a dot")]
    [InlineData("", "empty")]
    public void A_path_that_no_driver_takes_is_refused(string path, string fault)
    {
        foreach (string command in new[] { "Get-BlobItem -Path", "Get-BlobItem -LiteralPath", "Remove-BlobItem -Path", "Remove-BlobItem -LiteralPath" })
        {
            _session.Run($"{command} $Arguments[0] -Project p_demo", path)
                .AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, fault, "Use a relative path");
        }

        _session.Run("Set-BlobItem -Path $Arguments[0] -Project p_demo x", path)
            .AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, fault, "Use a relative path");
    }

    [Fact]
    public void A_piped_path_that_no_driver_takes_is_an_error()
    {
        ScriptResult result = _session.Run("'*/../x', 'site/index.html' | ForEach-Object { [pscustomobject]@{ Project = 'p_demo'; Path = $_ } } | Get-BlobItem");

        result.AssertError("InvalidPath", ErrorCategory.InvalidArgument, "Use a relative path");
        Assert.Equal("site/index.html", result.All("Path"));
    }

    [Theory]
    [InlineData("Get-BlobItem -Project p_demo site/", "site/deep/a.txt,site/index.html")]
    [InlineData("Get-BlobItem -Project p_demo 'odd[", "'odd`[1`] name.txt'")]
    [InlineData("Get-BlobItem -Project p_demo -LiteralPath odd[", "'odd[1] name.txt'")]
    [InlineData("Remove-BlobItem -Project p_demo odd1", "odd1name.bin")]
    [InlineData("Set-BlobItem -Project p_demo -Path site/i", "site/index.html")]
    public void Tab_offers_what_is_stored(string input, string expected) =>
        Assert.Equal(expected, string.Join(',', _session.Complete(input)));

    [Fact]
    public void A_project_that_is_not_there_is_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run(
            "'p_none', 'p_demo' | ForEach-Object { [pscustomobject]@{ Project = $_ } } | Get-BlobItem odd1name.bin");

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'");
        Assert.Equal("odd1name.bin", result.All("Path"));
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_half_file()
    {
        string work = Directory.CreateDirectory(Path.Combine(_session.Root, "work")).FullName;
        string large = Path.Combine(_session.Root, "projects", "p_demo", "large.bin");
        using (FileStream file = File.Create(large))
        {
            file.SetLength(1L << 33);
        }

        await using RunningScript running = _session.Start("Get-BlobItem large.bin -Project p_demo -Destination work/large.bin");
        await running.UntilAsync(() => Directory.EnumerateFiles(work).Any());

        await running.StopAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Theory]
    [InlineData("foreach ($once in 1) { Get-BlobItem -Project p_demo -Destination out -PassThru | ForEach-Object { break } }")]
    [InlineData("Get-BlobItem -Project p_demo -Destination out -PassThru | ForEach-Object { throw 'downstream' }")]
    public void A_downstream_that_has_enough_ends_it(string script)
    {
        _session.Run(script);

        Assert.Equal("out/odd1name.bin", string.Join(',', Files(_session.Root, "out")));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<string> Files(string directory, string below = "") =>
        Directory.EnumerateFiles(Path.Combine(directory, below), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(directory, file)).Order(StringComparer.Ordinal);
}
