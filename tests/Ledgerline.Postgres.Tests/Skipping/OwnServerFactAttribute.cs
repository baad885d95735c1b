using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Skipping;

/// <summary>A test that stops, kills or copies a server, which must be its own.</summary>
public sealed class OwnServerFactAttribute : FactAttribute
{
    public OwnServerFactAttribute()
    {
        if (PostgresBinaries.Obstacle is { } obstacle)
        {
            Skip = $"SKIPPED: {obstacle}.";
        }
    }
}
