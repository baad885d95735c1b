using System.Diagnostics;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Progress;

/// <summary>
/// <c>Write-Progress</c> for what takes longer than a second: nothing before that, then at most five times a second.
/// For the pipeline's thread only.
/// </summary>
internal sealed class ProgressDisplay(Cmdlet cmdlet, string activity) : IDisposable
{
    // The one that a person sees move without a second look; more would cost more than they tell.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _next = Delay;
    private bool _isShown;

    /// <summary>Whether it is time for another <see cref="Show"/>: asked before a text is made for it.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_start) >= _next;

    /// <summary>Shows how far the work has come, where that is due.</summary>
    /// <param name="status">What was done so far.</param>
    /// <param name="fraction">Of the whole, from 0 to 1; null where the whole is not known.</param>
    public void Show(string status, double? fraction = null)
    {
        if (!IsDue)
        {
            return;
        }

        _next = Stopwatch.GetElapsedTime(_start) + Interval;
        _isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(0, activity, status)
        {
            PercentComplete = fraction is { } part ? (int)(Math.Clamp(part, 0, 1) * 100) : -1,
        });
    }

    /// <summary>Removes what was shown.</summary>
    public void Dispose()
    {
        if (!_isShown)
        {
            return;
        }

        _isShown = false;
        try
        {
            cmdlet.WriteProgress(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidOperationException)
        {
            // A pipeline that ends early takes its progress away itself.
        }
    }
}
