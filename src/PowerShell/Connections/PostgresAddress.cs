using System.Diagnostics.CodeAnalysis;

namespace Ledgerline.PowerShell.Connections;

/// <summary>
/// The name of a schema of a database, where a directory would have its path: <c>postgres://user@host:port/database/schema</c>.
/// It tells where something is and not how to get there: it holds no secret.
/// </summary>
internal static class PostgresAddress
{
    private const string Scheme = "postgres://";

    /// <summary>Whether a root is an address and not a path.</summary>
    public static bool Is([NotNullWhen(true)] string? root) => root?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;

    public static string Make(string user, IEnumerable<string> hosts, string database, string schema) =>
        $"{Scheme}{Uri.EscapeDataString(user)}@{string.Join(',', hosts.Select(Escape))}/{Uri.EscapeDataString(database)}/{schema}";

    /// <summary>An address that somebody wrote, for a message: without a password that it should not have.</summary>
    public static string Printable(string root)
    {
        int user = Scheme.Length;
        int at = root.LastIndexOf('@');
        int colon = at < 0 ? -1 : root.IndexOf(':', user, at - user);
        return colon < 0 ? root : string.Concat(root.AsSpan(0, colon), root.AsSpan(at));
    }

    // A port's colon and an IPv6 address's brackets stay readable; the slashes of a socket's directory cannot.
    private static string Escape(string host) =>
        Uri.EscapeDataString(host).Replace("%3A", ":", StringComparison.Ordinal).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
