using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>How far the copy of a project has come: told on any thread, and shown on the pipeline's.</summary>
internal sealed class CopyProgress(ProgressDisplay display, string project) : IProgress<ProjectCopyProgress>
{
    private readonly Lock _lock = new();
    private ProjectCopyProgress _last;

    /// <inheritdoc/>
    public void Report(ProjectCopyProgress value)
    {
        lock (_lock)
        {
            _last = value;
        }
    }

    public void Show()
    {
        if (display.IsDue)
        {
            ProjectCopyProgress last;
            lock (_lock)
            {
                last = _last;
            }

            display.Show($"Project '{project}', {last.Item}: {last.Copied.Entries} entries, {last.Copied.Documents} documents and {last.Copied.Blobs} files are copied");
        }
    }
}
