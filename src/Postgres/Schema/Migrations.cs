using System.Globalization;
using System.Reflection;

namespace Ledgerline.Postgres;

/// <summary>The steps that make the schema, each a file beside this one that is never changed once it was released.</summary>
internal static class Migrations
{
    /// <summary>The version that this driver works with: the number of steps.</summary>
    public const int Latest = 1;

    /// <summary>The statements of one step.</summary>
    /// <param name="version">From 1.</param>
    /// <param name="schema">The schema's quoted name.</param>
    public static string Step(int version, string schema)
    {
        string name = version.ToString("0000", CultureInfo.InvariantCulture) + ".sql";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("$schema", schema, StringComparison.Ordinal);
    }
}
