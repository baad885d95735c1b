using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.PowerShellTests.Isolation;

/// <summary>
/// Somebody else's module, compiled here: it brings other versions of assemblies that ours has too, without what ours
/// needs of them, and loads them into the default context as every binary module does.
/// </summary>
internal static class ForeignModule
{
    public const string LibraryVersion = "99.0.0.0";

    public const string LoggingVersion = "1.0.0.0";

    public const string NpgsqlVersion = "4.0.0.0";

    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>Writes the module <c>Foreign</c>, whose command <c>Get-ForeignVersion</c> says which versions it uses.</summary>
    /// <returns>Its directory.</returns>
    public static string Write(string parent)
    {
        string directory = Directory.CreateDirectory(Path.Combine(parent, "Foreign")).FullName;
        MetadataReference library = Compile(
            directory, "Ledgerline",
            $$"""
            [assembly: System.Reflection.AssemblyVersion("{{LibraryVersion}}")]
            namespace Ledgerline { public class FileSystemDriver { } }
            """);
        MetadataReference logging = Compile(
            directory, Logging,
            $$"""
            [assembly: System.Reflection.AssemblyVersion("{{LoggingVersion}}")]
            namespace Microsoft.Extensions.Logging { public class ILogger { } }
            """);
        MetadataReference database = Compile(
            directory, "Npgsql",
            $$"""
            [assembly: System.Reflection.AssemblyVersion("{{NpgsqlVersion}}")]
            namespace Npgsql { public class NpgsqlDataSource { } }
            """);
        Compile(
            directory, "Foreign",
            """
            using System.Management.Automation;

            [Cmdlet("Get", "ForeignVersion")]
            public class GetForeignVersionCommand : PSCmdlet
            {
                protected override void ProcessRecord()
                {
                    WriteObject(new Ledgerline.FileSystemDriver().GetType().Assembly.GetName().Version.ToString());
                    WriteObject(new Microsoft.Extensions.Logging.ILogger().GetType().Assembly.GetName().Version.ToString());
                    WriteObject(new Npgsql.NpgsqlDataSource().GetType().Assembly.GetName().Version.ToString());
                }
            }
            """,
            library, logging, database);
        File.WriteAllText(
            Path.Combine(directory, "Foreign.psd1"),
            $"@{{ ModuleVersion = '1.0'; RootModule = 'Foreign.dll'; RequiredAssemblies = 'Ledgerline.dll', '{Logging}.dll', 'Npgsql.dll'; CmdletsToExport = 'Get-ForeignVersion' }}");
        return directory;
    }

    private static PortableExecutableReference Compile(string directory, string name, string code, params MetadataReference[] references)
    {
        string file = Path.Combine(directory, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(code)], [.. Platform, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.Emit(file).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromFile(file);
    }
}
