using System.Text;
using Ledgerline.Tests.Contract.Copies;
using Ledgerline.Tests.FileSystem;

namespace Ledgerline.Tests.Copying;

/// <summary>A copy of damaged files says what is damaged, carries over what comes before it, and goes on once it is mended.</summary>
public sealed class DamagedSourceTests : IDisposable
{
    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FileSystemDriverScope _source;
    private readonly MemoryDriver _target = new();

    public DamagedSourceTests()
    {
        _source = new FileSystemDriverScope(_directory.Path);
        _source.Driver.CreateProjectAsync("p").GetAwaiter().GetResult();
    }

    private Project Project => _source.Driver.Project("p");

    public void Dispose()
    {
        _source.Dispose();
        _target.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task A_damaged_line_is_named_and_a_repaired_log_is_copied_with_its_gap(int damaged)
    {
        foreach (JsonPayload payload in RichProject.Payloads(0, 20))
        {
            await Project.History.AppendAsync(payload);
        }

        string path = _directory.Log("p");
        string[] lines = await File.ReadAllLinesAsync(path);
        lines[damaged - 1] = lines[damaged - 1].Replace("number", "nu_ber", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, string.Join('\n', [.. lines, ""]));

        var options = new ProjectCopyOptions { BatchBytes = 100 };
        LogCorruptException found = await Assert.ThrowsAsync<LogCorruptException>(() => _source.Driver.CopyProjectAsync("p", _target, options));
        Assert.Equal((path, damaged), (found.File, found.Line));
        long last = damaged - 1;
        Assert.Equal(last, (await _target.Project("p").History.GetInfoAsync()).LastSeq);

        await Project.History.RepairAsync();
        ProjectCopyResult result = await _source.Driver.CopyProjectAsync("p", _target, options);
        Assert.Equal((19 - last, last), (result.Copied.Entries, result.AlreadyThere.Entries));
        Assert.Equal(await ProjectContents.OfAsync(Project), await ProjectContents.OfAsync(_target.Project("p")));
        Assert.Equal(21, (await _target.Project("p").History.AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
    }

    [Fact]
    public async Task A_log_of_one_batch_whose_end_is_damaged_does_not_pass_for_an_empty_one()
    {
        await Project.History.AppendBatchAsync(RichProject.Payloads(0, 3));
        string path = _directory.Log("p");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("number\":2", "number\":3", StringComparison.Ordinal));
        LogCorruptException found = await Assert.ThrowsAsync<LogCorruptException>(() => _source.Driver.CopyProjectAsync("p", _target));
        Assert.Equal((path, 3), (found.File, found.Line));
    }

    [Fact]
    public async Task A_document_that_is_not_JSON_is_named()
    {
        await RichProject.FillSparselyAsync(Project);
        string path = Path.Combine(_directory.Path, "projects", "p", ".meta", "threads", "torn.json");
        await File.WriteAllTextAsync(path, "{\n\"a\":");
        DocumentCorruptException found = await Assert.ThrowsAsync<DocumentCorruptException>(() => _source.Driver.CopyProjectAsync("p", _target));
        Assert.Equal((path, "torn", 2), (found.File, found.Key, found.Line));

        await File.WriteAllTextAsync(path, "{\n\"a\": 1}");
        Assert.Equal(new(0, 0, 1, 1, 13), (await _source.Driver.CopyProjectAsync("p", _target)).Copied);
        Assert.Equal(await ProjectContents.OfAsync(Project), await ProjectContents.OfAsync(_target.Project("p")));
    }

    [Fact]
    public async Task The_files_of_the_older_system_are_copied_with_their_documents_as_they_are()
    {
        using DataDirectory older = DataDirectory.OfOlderSystem();
        await using var source = new FileSystemDriver(older.Path);
        var copied = new List<ProjectCopyCounts>();
        await foreach (string id in source.ListProjectIdsAsync())
        {
            try
            {
                copied.Add((await source.CopyProjectAsync(id, _target)).Copied);
                Assert.Equal(await ProjectContents.OfAsync(source.Project(id)), await ProjectContents.OfAsync(_target.Project(id)));
            }
            catch (LedgerlineException e) when (e is LogCorruptException or DocumentCorruptException)
            {
                Assert.Contains($"/{id}/", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.Contains(copied, c => c.Entries > 0);
        Assert.Contains(copied, c => c.Documents > 0);
        Assert.Contains(copied, c => c.Blobs > 0);
    }
}
