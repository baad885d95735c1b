using System.Net;
using System.Net.Http.Headers;

namespace Ledgerline.Packaging.Tests;

/// <summary>The program that docs/web.md begins with, as it stands there, from the package for web applications alone.</summary>
[Collection(PackageCollection.Name)]
public sealed class WebPackageTests(PackedLedgerline packed)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [NativeAotFact]
    public async Task The_program_of_the_page_compiled_natively_without_a_warning_serves_events_and_documents()
    {
        using Consumer consumer = await packed.CreateWebAsync(await ReadProgramAsync(), ("PublishAot", "true"));
        await consumer.PublishAsync();
        Assert.False(File.Exists(consumer.Program + ".dll"));
        await using WebProcess process = await WebProcess.StartAsync(consumer.Program, consumer.Directory);
        using var client = new HttpClient { BaseAddress = process.Address, Timeout = Deadline };

        for (int number = 1; number <= 3; number++)
        {
            (await client.PostAsync($"/runs/p_demo/build{number}", null)).EnsureSuccessStatusCode();
        }

        Assert.Equal(
            [
                ":", "retry: 2000", "id: 1", "",
                "id: 2", "event: started", "data: {\"kind\":\"started\",\"name\":\"build2\"}", "",
                "id: 3", "event: started", "data: {\"kind\":\"started\",\"name\":\"build3\"}", "",
            ],
            await ReadAsync(client, "/runs/p_demo/events?since=1", lines: 12));

        using HttpResponseMessage put = await client.PutAsync("/notes/p_demo/first", new StringContent("""{"text":"ö"}""", null, "application/json"));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("""{"text":"ö"}""", await client.GetStringAsync("/notes/p_demo/first"));
        client.DefaultRequestHeaders.IfNoneMatch.Add(EntityTagHeaderValue.Parse(put.Headers.ETag!.ToString()));
        using HttpResponseMessage known = await client.GetAsync("/notes/p_demo/first");
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using HttpResponseMessage wrong = await client.PutAsync("/notes/p_demo/second", new StringContent("""{"text":1}""", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        Assert.Equal(0, await process.EndAsync());
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(HttpClient client, string path, int lines)
    {
        using var reader = new StreamReader(await client.GetStreamAsync(path));
        var read = new List<string>();
        while (read.Count < lines && await reader.ReadLineAsync().WaitAsync(Deadline) is { } line)
        {
            read.Add(line);
        }

        return read;
    }

    private static async Task<string> ReadProgramAsync()
    {
        const string Opening = "```csharp\n";
        string page = await File.ReadAllTextAsync(Path.Combine(PackedLedgerline.RepositoryRoot, "docs", "web.md"));
        int begin = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
