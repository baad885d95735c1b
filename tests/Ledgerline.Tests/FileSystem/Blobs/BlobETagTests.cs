using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>An edit by hand changes a blob's ETag, however it is done.</summary>
public sealed class BlobETagTests : BlobDirectoryTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public async Task An_edit_in_place_right_after_a_write_changes_it()
    {
        HashSet<string> etags = [];
        for (int i = 0; i < 100; i++)
        {
            string etag = await WriteAsync("a", "0123");
            using (FileStream file = File.OpenWrite(PathOf("a")))
            {
                file.Write("4567"u8);
            }

            Assert.True(etags.Add(etag));
            Assert.IsType<BlobWriteResult.Conflict>(await Files.WriteAsync("a", "x", PutCondition.IfMatch(etag)));
            Assert.True(etags.Add((await Files.StatAsync("a"))!.ETag));
        }
    }

    [Fact]
    public async Task Edits_in_place_that_follow_each_other_closely_never_share_one()
    {
        await WriteAsync("a", "00000000");
        HashSet<string> etags = [];
        for (int i = 0; i < 50; i++)
        {
            await File.WriteAllTextAsync(PathOf("a"), $"{i:00000000}");
            BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
            await using (stream)
            {
                await File.WriteAllTextAsync(PathOf("a"), $"{i + 50:00000000}");
                Assert.True(etags.Add(stream.Info.ETag));
            }
        }
    }

    [Fact]
    public async Task An_edit_that_puts_back_the_time_changes_it()
    {
        string etag = await WriteAsync("a", "0123");
        DateTime modified = File.GetLastWriteTimeUtc(PathOf("a"));
        await Task.Delay(30);
        using (FileStream file = File.OpenWrite(PathOf("a")))
        {
            file.Write("4567"u8);
        }

        File.SetLastWriteTimeUtc(PathOf("a"), modified);
        Assert.NotEqual(etag, (await Files.StatAsync("a"))!.ETag);
        Assert.IsType<BlobDeleteResult.Conflict>(await Files.DeleteAsync("a", etag));
    }

    [Fact]
    public async Task Another_file_moved_over_it_changes_it()
    {
        string etag = await WriteAsync("a", "0123");
        await WriteAsync("b", "4567");
        File.Move(PathOf("b"), PathOf("a"), overwrite: true);
        Assert.NotEqual(etag, (await Files.StatAsync("a"))!.ETag);
        Assert.False(await Files.ExistsAsync("b"));
    }

    [Fact]
    public async Task What_an_editor_wrote_has_one_that_stays_and_can_be_matched()
    {
        Directory.CreateDirectory(PathOf("d"));
        await File.WriteAllTextAsync(PathOf("d/a"), "by hand");
        string etag = (await Files.StatAsync("d/a"))!.ETag;
        await Task.Delay(30);
        Assert.Equal(etag, (await Files.StatAsync("d/a"))!.ETag);
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync("d/a", "ours", PutCondition.IfMatch(etag)));
    }

    [Fact]
    public async Task A_file_that_is_written_to_without_pause_has_one_that_matches_nothing()
    {
        using var stop = new CancellationTokenSource();
        await using FileStream file = File.Create(PathOf("a"));
        Task writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                file.Position = 0;
                file.WriteByte(1);
                file.Flush();
            }
        });
        string etag = (await Files.StatAsync("a"))!.ETag;
        Assert.Null(await Record.ExceptionAsync(async () => await Files.ReadAllBytesAsync("a")));
        Assert.IsType<BlobWriteResult.Conflict>(await Files.WriteAsync("a", "x", PutCondition.IfMatch(etag)));
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public void One_is_made_of_what_no_later_change_can_leave_as_it_is()
    {
        FileStatus status = Status(modified: (5 * Second) + 1, changed: (5 * Second) + 1);
        Assert.Null(BlobETag.TryOf(status, (5 * Second) + 10_000_000));
        Assert.NotNull(BlobETag.TryOf(status, (5 * Second) + 30_000_000));
        Assert.NotNull(BlobETag.TryOf(status with { ModifiedNs = 5 * Second }, 5 * Second));

        // Whole seconds: the file system keeps no more, and two writes of ours may look alike.
        FileStatus coarse = Status(modified: 4 * Second, changed: 5 * Second);
        Assert.Null(BlobETag.TryOf(coarse, 6 * Second));
        Assert.NotNull(BlobETag.TryOf(coarse, 8 * Second));
    }

    [Fact]
    public void Each_part_counts()
    {
        FileStatus status = Status(modified: 1, changed: 2);
        FileStatus[] all =
        [
            status, status with { Length = 8 }, status with { ModifiedNs = 3 }, status with { ChangedNs = 3 },
            status with { Identity = new(1, 8) },
        ];
        Assert.Equal(all.Length, all.Select(one => BlobETag.TryOf(one, 60 * Second)).Distinct().Count());
        Assert.Equal(BlobETag.TryOf(status, 60 * Second), BlobETag.TryOf(status with { Identity = new(2, 7) }, 60 * Second));
    }

    private static FileStatus Status(long modified, long changed) =>
        new(new(1, 7), 7, modified, changed, default, FileKind.File, 1);
}
