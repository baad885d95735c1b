using System.Globalization;
using System.Text;

namespace Ledgerline.Tests.Contract;

/// <summary>What an older system of the same layout was seen to get wrong with files and versions, each row a promise here.</summary>
public abstract class OlderSystemBlobContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private BlobStore Files => Project.Files;

    /// <summary>There 1055 of 2000 consecutive puts shared an ETag, which was the time.</summary>
    [Fact]
    public async Task Of_2000_consecutive_writes_no_two_share_an_ETag()
    {
        HashSet<string> etags = [];
        for (int i = 0; i < 2000; i++)
        {
            // Of one length, and every other of one content.
            etags.Add(Assert.IsType<BlobWriteResult.Stored>(
                await (i % 3 == 0 ? RivalProject.Files : Files).WriteAsync("d/a", $"{i % 2}", durability: Durability.Buffered)).ETag);
        }

        Assert.Equal(2000, etags.Count);
        Assert.Contains((await Files.StatAsync("d/a"))!.ETag, etags);
    }

    /// <summary>There 300 of 300 racing writes with one <c>ifMatch</c> succeeded.</summary>
    [Fact]
    public async Task Of_300_racing_writes_with_one_ifMatch_exactly_one_is_stored()
    {
        BlobStore[] handles = [Files, RivalProject.Files];
        string expected = ((BlobWriteResult.Stored)await Files.WriteAsync("a", "first")).ETag;
        BlobWriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => Task.Run(async () =>
            await handles[n % 2].WriteAsync("a", $"{n}", PutCondition.IfMatch(expected), Durability.Buffered))));
        var stored = Assert.Single(results.OfType<BlobWriteResult.Stored>());
        Assert.All(results.OfType<BlobWriteResult.Conflict>(), conflict => Assert.Equal(stored.ETag, conflict.CurrentETag));
        Assert.Equal(Array.IndexOf(results, stored).ToString(CultureInfo.InvariantCulture), await Files.ReadAllTextAsync("a"));
    }

    /// <summary>There a counter reached 72 of 400.</summary>
    [Fact]
    public async Task A_counter_that_8_tasks_raise_50_times_each_reaches_400()
    {
        BlobStore[] handles = [Files, RivalProject.Files];
        await Files.WriteAsync("n", "0");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            BlobStore files = handles[task % 2];
            for (int raised = 0; raised < 50;)
            {
                await using BlobReadStream stream = (await files.OpenReadAsync("n"))!;
                byte[] content = new byte[stream.Length];
                await stream.ReadExactlyAsync(content);
                string next = (int.Parse(Encoding.ASCII.GetString(content), null) + 1).ToString(CultureInfo.InvariantCulture);
                BlobWriteResult result = await files.WriteAsync("n", next, PutCondition.IfMatch(stream.Info.ETag), Durability.Buffered);
                raised += result is BlobWriteResult.Stored ? 1 : 0;
            }
        })));
        Assert.Equal("400", await Files.ReadAllTextAsync("n"));
    }
}
