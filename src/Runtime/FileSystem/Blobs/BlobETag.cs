using System.Globalization;

namespace Ledgerline.FileSystem;

/// <summary>
/// Makes a blob's ETag from what the file system says of its file, so that it costs the same for 1 byte and for 1 TiB:
/// inode, length, and the times of the last write (mtime) and of the last change of anything (ctime), in nanoseconds.
/// </summary>
/// <remarks>
/// <para>Two different contents never share one, because:</para>
/// <para>
/// A write of ours makes a new file and gives it an mtime that no other write to the project's blobs has had: later than
/// the last one, which stands in their lock. It may get the inode of a file that was replaced, and the same length and
/// ctime, but never the same mtime. The rename that puts it in place changes the ctime, so the tag is made of what the
/// file's descriptor says after it, and nothing that we do later changes any of the four.
/// </para>
/// <para>
/// Any other change stamps the ctime, which nobody can set. The clock that stamps moves in ticks of up to 10 ms, so two
/// changes may get one stamp: a tag is therefore made only of a file that no later change can leave looking the same.
/// That is one whose ctime is older than a tick (<see cref="FileStatus.IsSettled"/>), because a later change gets a later
/// one; and one whose mtime is not its ctime, because a change of the content stamps both the same. Our own writes are of
/// the second kind at once; for a file that was just edited, whoever asks waits the few milliseconds until it is settled. One
/// that is written to without pause never is: it gets a tag that matches nothing, not even itself.
/// </para>
/// <para>
/// What is left: who, within the tick of a write, edits the file in place to the same length and then sets its mtime back
/// to the nanosecond. From Linux 6.13 on that is found, too: a ctime that was asked for is never stamped again. A clock
/// that is set back, and a program that keeps the file mapped into memory, may stay unseen.
/// </para>
/// <para>
/// The file system's number is not part of it: it changes when the disk is mounted anew. A copy or a restored backup has
/// tags of its own.
/// </para>
/// </remarks>
internal static class BlobETag
{
    private const long SecondNs = 1_000_000_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>For a file system that keeps whole or every other second only.</summary>
    private static readonly TimeSpan CoarsePatience = TimeSpan.FromSeconds(4);

    /// <summary>The tag of a file; null where it has just been changed, and might be again without a trace.</summary>
    /// <param name="status">What the file system says of it.</param>
    /// <param name="nowNs">When it said so: <see cref="Disk.Now"/>.</param>
    public static string? TryOf(FileStatus status, long nowNs) =>
        (status.ModifiedNs != status.ChangedNs && !IsCoarse(status)) || status.IsSettled(nowNs)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Identity.Inode:x}-{status.Length:x}-{status.ModifiedNs:x}-{status.ChangedNs:x}")
            : null;

    /// <summary>A tag that matches nothing, ever.</summary>
    public static string Once() => $"changing-{Guid.NewGuid():N}";

    /// <summary>Looks until there is a tag.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="look">What the file system says now; null where there is no file.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What was seen last and its tag; null where there is no file.</returns>
    public static async ValueTask<(FileStatus Status, string ETag)?> OfAsync(
        Disk disk, Func<FileStatus?> look, CancellationToken cancellationToken)
    {
        long begin = Environment.TickCount64;
        while (look() is { } status)
        {
            if (TryOf(status, disk.Now) is { } etag)
            {
                return (status, etag);
            }

            TimeSpan patience = IsCoarse(status) ? CoarsePatience : Patience;
            if (Environment.TickCount64 - begin > patience.TotalMilliseconds)
            {
                return (status, Once());
            }

            await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private static bool IsCoarse(FileStatus status) => status.ChangedNs % SecondNs == 0;
}
