using System.Text.RegularExpressions;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The example of <c>docs/format.md</c> is a log.</summary>
public sealed partial class FormatDocumentTests
{
    [Fact]
    public async Task The_documented_example_reads_as_it_says()
    {
        string document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "format.md"));
        string example = Example().Match(document).Groups[1].Value;
        using var directory = new DataDirectory();
        directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(example));
        await using var driver = new FileSystemDriver(directory.Path);

        Assert.Equal(3, (await driver.Project("p").History.ReadAsync().ToListAsync()).Count);
        Assert.Equal(3, example.Split("\"crc\":").Length - 1);
        Assert.Equal(new AppendResult(4, 4), await driver.Project("p").History.AppendAsync(default));
    }

    [GeneratedRegex("```\n(\\{\"seq\":1,.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
