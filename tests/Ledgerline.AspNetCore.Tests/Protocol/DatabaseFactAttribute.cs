using Database = Ledgerline.Postgres.Tests.Servers.TestServer;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>A test on PostgreSQL; skipped with the reason where there is none.</summary>
public sealed class DatabaseFactAttribute : FactAttribute
{
    public DatabaseFactAttribute()
    {
        if (Database.Obstacle is { } obstacle)
        {
            Skip = $"SKIPPED: {obstacle}.";
        }
    }
}
