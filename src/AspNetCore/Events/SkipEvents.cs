namespace Ledgerline.AspNetCore;

/// <summary>Tells of what a reader passed over.</summary>
internal static class SkipEvents
{
    /// <summary>Writes an event for each damage. Numbers alone that are missing were lost or truncated, and are no damage.</summary>
    public static void Write(FrameBuffer output, List<LogSkip> skipped)
    {
        foreach (LogSkip skip in skipped)
        {
            if (skip.Length > 0)
            {
                ControlEvents.Corrupt(output, skip.AfterSeq, skip.Cause);
            }
        }

        skipped.Clear();
    }
}
