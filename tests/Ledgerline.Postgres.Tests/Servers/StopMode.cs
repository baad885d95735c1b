namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>How a server is stopped, in the words of <c>pg_ctl</c>.</summary>
internal enum StopMode
{
    /// <summary>Sessions are ended and transactions rolled back.</summary>
    Fast,

    /// <summary>Everything ends at once, as in a crash; the next start recovers.</summary>
    Immediate,
}
