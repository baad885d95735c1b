using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Makes a data source from a connection string, without letting the string into any message.</summary>
internal static class ConnectionText
{
    /// <exception cref="ArgumentException">Npgsql does not take it.</exception>
    public static NpgsqlDataSource Open(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder text = Parse(connectionString);
        Default(text, "No Reset On Close", () => text.NoResetOnClose = true);
        Default(text, "Max Auto Prepare", () => text.MaxAutoPrepare = 100);
        Default(text, "Auto Prepare Min Usages", () => text.AutoPrepareMinUsages = 2);
        Default(text, "Application Name", () => text.ApplicationName = "Ledgerline");

        // Who was a standby, or away, may be the primary a moment later.
        Default(text, "Host Recheck Seconds", () => text.HostRecheckSeconds = 1);
        var builder = new NpgsqlSlimDataSourceBuilder(text.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        if (text.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            return builder.Build();
        }

        NpgsqlMultiHostDataSource hosts = builder.BuildMultiHost();
        return text.TargetSessionAttributes is null ? hosts.WithTargetSession(TargetSessionAttributes.Primary) : hosts;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // What it says may quote the password: neither the message nor the exception goes on.
            throw new ArgumentException(
                "The connection string is not valid: use keyword=value pairs as Npgsql documents them, such as Host=db;Database=app;Username=worker.",
                nameof(connectionString));
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder text, string keyword, Action set)
    {
        if (!text.ShouldSerialize(keyword))
        {
            set();
        }
    }
}
