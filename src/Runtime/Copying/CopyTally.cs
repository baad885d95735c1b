using System.Diagnostics;

namespace Ledgerline.Copying;

/// <summary>Counts what a copy has done, and tells of it at a bounded pace.</summary>
internal sealed class CopyTally(IProgress<ProjectCopyProgress>? progress)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private long _told = Stopwatch.GetTimestamp();
    private string _item = "";
    private ProjectCopyCounts _copied;
    private ProjectCopyCounts _alreadyThere;

    public ProjectCopyCounts Copied => _copied;

    public ProjectCopyCounts AlreadyThere => _alreadyThere;

    public void Begin(string item)
    {
        _item = item;
        Tell();
    }

    public void AddEntry(int bytes, bool isCopied) => Add(new(0, 1, 0, 0, bytes), isCopied);

    public void AddLog(bool isCopied) => Add(new(1, 0, 0, 0, 0), isCopied);

    public void AddDocument(long bytes, bool isCopied) => Add(new(0, 0, 1, 0, bytes), isCopied);

    public void AddBlob(long bytes, bool isCopied) => Add(new(0, 0, 0, 1, bytes), isCopied);

    public void End()
    {
        _item = "";
        progress?.Report(new(_item, _copied, _alreadyThere));
    }

    /// <summary>Tells how far it is, unless it was told a moment ago.</summary>
    public void Tell()
    {
        if (progress is not null && Stopwatch.GetElapsedTime(_told) >= Pace)
        {
            progress.Report(new(_item, _copied, _alreadyThere));
            _told = Stopwatch.GetTimestamp();
        }
    }

    private void Add(ProjectCopyCounts more, bool isCopied)
    {
        ref ProjectCopyCounts counts = ref isCopied ? ref _copied : ref _alreadyThere;
        counts = new(
            counts.Logs + more.Logs,
            counts.Entries + more.Entries,
            counts.Documents + more.Documents,
            counts.Blobs + more.Blobs,
            counts.Bytes + more.Bytes);
        Tell();
    }
}
