using System.Runtime.Loader;

namespace Ledgerline.PowerShell.Connections;

/// <summary>
/// The driver for PostgreSQL and what it needs: loaded by who uses a database first, because importing the module should
/// cost those nothing who do not.
/// </summary>
internal static class PostgresLibrary
{
    private static readonly Lazy<bool> Loading = new(LoadOnce);

    /// <summary>Loads it. Only then may a method run that names one of its types.</summary>
    public static void Load() => _ = Loading.Value;

    private static bool LoadOnce()
    {
        string directory = Path.Join(Path.GetDirectoryName(typeof(PostgresLibrary).Assembly.Location), "postgres");
        if (!Directory.Exists(directory))
        {
            // Beside the other assemblies: loaded with them, or found by who hosts this one.
            return false;
        }

        // Into this assembly's own context, before anything asks for them: then the default context, which may hold
        // another module's versions, is never asked.
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(PostgresLibrary).Assembly)!;
        foreach (string file in Directory.GetFiles(directory, "*.dll"))
        {
            context.LoadFromAssemblyPath(file);
        }

        return true;
    }
}
