using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>A test with a PostgreSQL server; skipped, with the reason, where there is none.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute()
    {
        if (TestServer.Obstacle is { } obstacle)
        {
            Skip = $"SKIPPED: {obstacle}.";
        }
    }
}
