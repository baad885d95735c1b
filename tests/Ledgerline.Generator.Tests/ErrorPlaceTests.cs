using System.Text.Json;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

/// <summary>Where an error of reading says that it is: path, line and byte.</summary>
public sealed class ErrorPlaceTests
{
    [Theory]
    [InlineData("""{"title":"t","messages":[{"role":"r"}]}""", "$.messages[0].text", 36)]
    [InlineData("""{"title":"t","messages":[{"role":"r","text":null}]}""", "$.messages[0].text", 44)]
    [InlineData("""{"messages":[]}""", "$.title", 14)]
    [InlineData("""{"title":5,"messages":[]}""", "$.title", 9)]
    public async Task An_entry_that_does_not_fit_names_path_line_and_byte(string json, string path, int position)
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        await project.Log("thread-log").AppendAsync(JsonPayload.Parse(json));

        LogDataException error = Assert.Throws<LogDataException>(() => project.Log(ThreadLog).Read().ToArray());

        AssertPlace(Assert.IsType<JsonException>(error.InnerException), path, 0, position);
    }

    [Fact]
    public async Task A_document_on_several_lines_that_does_not_fit_names_path_line_and_byte()
    {
        string root = Directory.CreateTempSubdirectory("error-place").FullName;
        try
        {
            await using var driver = new FileSystemDriver(root);
            await driver.CreateProjectAsync("p");
            string file = Path.Combine(root, "projects", "p", ".meta", "threads", "k.json");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "{\n  \"title\": \"t\",\n  \"messages\": [\n    { \"role\": \"r\" }\n  ]\n}\n");

            DocumentCorruptException error = await Assert.ThrowsAsync<DocumentCorruptException>(
                async () => await driver.Project("p").Kv<Catalogue.Thread>().GetAsync("k"));

            AssertPlace(Assert.IsType<JsonException>(error.InnerException), "$.messages[0].text", 3, 18);
            Assert.Equal((4, 18), (error.Line, error.Position));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static LogDefinition<Catalogue.Thread> ThreadLog => new("thread-log", LedgerlineJsonContext.Default.Thread);

    private static void AssertPlace(JsonException error, string path, int line, int position)
    {
        Assert.Equal((path, line, position), (error.Path, error.LineNumber, error.BytePositionInLine));
        Assert.Contains($"Path: {path} | LineNumber: {line} | BytePositionInLine: {position}.", error.Message, StringComparison.Ordinal);
    }
}
