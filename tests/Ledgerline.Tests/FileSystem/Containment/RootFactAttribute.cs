namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>A test of what root does for others.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Skip = "SKIPPED: only root can give files away: run as root.";
        }
    }
}
