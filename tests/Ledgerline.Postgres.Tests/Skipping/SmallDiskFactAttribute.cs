using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Tests.FileSystem.RealDisk;

namespace Ledgerline.Postgres.Tests.Skipping;

/// <summary>A test with a server of its own on a file system of its own.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly string? Obstacle = PostgresBinaries.Obstacle ?? MountedDirectory.Obstacle();

    public SmallDiskFactAttribute()
    {
        if (Obstacle is not null)
        {
            Skip = $"SKIPPED: a full disk needs a server on a mount of its own: {Obstacle}.";
        }
    }
}
