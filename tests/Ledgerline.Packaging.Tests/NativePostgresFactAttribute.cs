using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Packaging.Tests;

/// <summary>A test that compiles to native code and runs that against a PostgreSQL server.</summary>
public sealed class NativePostgresFactAttribute : NativeAotFactAttribute
{
    public NativePostgresFactAttribute()
    {
        if (Skip is null && TestServer.Obstacle is { } obstacle)
        {
            Skip = $"SKIPPED: {obstacle}.";
        }
    }
}
