namespace Ledgerline.Postgres;

/// <summary>The statements that tell of changes.</summary>
internal static class WatchSql
{
    /// <summary>Notifies the channel $1 of the hints $2.</summary>
    public const string Notify =
        """
        with setting as materialized (select set_config('synchronous_commit', 'off', true))
        select pg_notify($1, hint) from setting, unnest($2::text[]) as hint
        """;
}
