using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;
using Npgsql;

namespace Ledgerline.PowerShell.Connections;

/// <summary>
/// The one place that names types of the driver for PostgreSQL. Only <see cref="PostgresPlace"/> calls it, and has loaded
/// them first; nothing here is inlined elsewhere.
/// </summary>
internal static class PostgresConnector
{
    private const int UsualPort = 5432;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IStorageDriver Open(StoragePlace place, bool isPatient)
    {
        var options = new PostgresDriverOptions
        {
            Schema = place.Schema!,
            Migration = place.Migrates ? PostgresMigration.Automatic : PostgresMigration.Never,
        };
        return new PostgresDriver(place.ConnectionString!.Reveal(), isPatient ? options : options with { RetryTimeout = TimeSpan.Zero });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static StoragePlace Parse(SecureString connectionString, PostgresTerms terms)
    {
        NpgsqlConnectionStringBuilder text;
        try
        {
            text = new NpgsqlConnectionStringBuilder(connectionString.Reveal());
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            // What it says may quote the password: it goes no further.
            throw Invalid("use keyword=value pairs as Npgsql documents them, such as Host=db;Database=app;Username=worker");
        }

        if (string.IsNullOrWhiteSpace(text.Host))
        {
            throw Invalid("it names no Host");
        }

        if (terms.Credential is { } credential)
        {
            NetworkCredential login = credential.GetNetworkCredential();
            (text.Username, text.Password) = (credential.UserName, login.Password);
        }

        string user = text.Username ?? Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        string database = text.Database ?? Environment.GetEnvironmentVariable("PGDATABASE") ?? user;
        string schema = terms.Schema ?? LedgerEnvironment.Schema ?? new PostgresDriverOptions().Schema;
        ThrowIfInvalid(schema);
        string[] hosts = [.. text.Host.Split(',', StringSplitOptions.TrimEntries).Select(host => WithPort(host, text.Port))];
        return new StoragePlace(LedgerDriver.Postgres, PostgresAddress.Make(user, hosts, database, schema))
        {
            ConnectionString = text.ConnectionString.ToSecureString(),
            Migrates = terms.Migrates,
            Host = string.Join(',', hosts),
            Database = database,
            Schema = schema,
            User = user,
        };

        static InvalidRootException Invalid(string cause) => new(
            "InvalidConnectionString", ErrorCategory.InvalidArgument, "",
            $"The connection string is not valid: {cause}. What it holds is not shown.");
    }

    private static void ThrowIfInvalid(string schema)
    {
        bool isValid = schema.Length is > 0 and <= 63 && !char.IsAsciiDigit(schema[0])
            && schema.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        if (!isValid)
        {
            throw new InvalidRootException(
                "InvalidSchema", ErrorCategory.InvalidArgument, schema, $"The schema's name '{schema}' is not valid: use 1-63 of a-z 0-9 _, no digit first.");
        }
    }

    // The usual port says nothing; a host of several may have its own, and one that is a directory is a socket.
    private static string WithPort(string host, int port) =>
        port == UsualPort || host.StartsWith('/') || host.LastIndexOf(':') > host.LastIndexOf(']') ? host : $"{host}:{port}";
}
