namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>A test on a file system of its own, where one can be mounted.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly string? Obstacle = MountedDirectory.Obstacle();

    public MountFactAttribute()
    {
        if (Obstacle is not null)
        {
            Skip = $"SKIPPED: a full or read-only file system needs a mount: {Obstacle}.";
        }
    }
}
