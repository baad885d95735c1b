using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Ledgerline.Packaging.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it, in a folder of its own, with a version that nobody has cached.</summary>
public sealed class PackedLedgerline : IAsyncLifetime
{
    /// <summary>The package of the library, with the generator.</summary>
    public const string Library = "Ledgerline";

    /// <summary>The package for modules of one's own records.</summary>
    public const string ForModules = "Ledgerline.PowerShell";

    /// <summary>The package for PostgreSQL.</summary>
    public const string ForPostgres = "Ledgerline.Postgres";

    /// <summary>The package for web applications.</summary>
    public const string ForWeb = "Ledgerline.AspNetCore";

    /// <summary>All packages that there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Library, ForWeb, ForPostgres, ForModules];

    public static string RepositoryRoot { get; } = Path.GetFullPath(
        typeof(PackedLedgerline).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("ledgerline-package-").FullName;

    public IReadOnlyList<string> Packages => Directory.GetFiles(Folder, "*.nupkg");

    /// <summary>What is in a package.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string package = Library)
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(Path.Combine(Folder, $"{package}.{Version}.nupkg"));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public async Task InitializeAsync() => await Dotnet.RunAsync(
        RepositoryRoot,
        "pack",
        "Sdk.sln",
        "--configuration",
        "Release",
        "--output",
        Folder,
        $"-p:Version={Version}",
        // The module that other tests import stays as it is.
        $"-p:ModuleDirectory={Path.Combine(Folder, "module")}/");

    /// <summary>Makes a project of its own that uses the package and nothing of the repository but a sample's sources and data.</summary>
    /// <param name="sample">The name of the sample's directory.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public Task<Consumer> CreateConsumerAsync(string sample, params (string Name, string Value)[] properties) =>
        CreateConsumerAsync(sample, [Library], properties);

    /// <summary>The same with other packages.</summary>
    public async Task<Consumer> CreateConsumerAsync(string sample, string[] packages, params (string Name, string Value)[] properties)
    {
        Consumer consumer = await CreateAsync(
            sample,
            packages,
            [("OutputType", "Exe"), .. properties],
            "Microsoft.NET.Sdk",
            new XElement(
                "None",
                new XAttribute("Include", Path.Combine(RepositoryRoot, "samples", sample, "data", "**")),
                new XAttribute("LinkBase", "data"),
                new XAttribute("CopyToOutputDirectory", "PreserveNewest")));
        CopySources(sample, consumer);
        return consumer;
    }

    /// <summary>Makes a project of its own from a sample that is a PowerShell module.</summary>
    /// <param name="sample">The name of the sample's directory.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public async Task<Consumer> CreateModuleAsync(string sample, params (string Name, string Value)[] properties)
    {
        Consumer consumer = await CreateAsync(sample, [ForModules], properties);
        CopySources(sample, consumer);
        return consumer;
    }

    /// <summary>Makes a library of one file that uses the package.</summary>
    /// <param name="source">The file.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public async Task<Consumer> CreateLibraryAsync(string source, params (string Name, string Value)[] properties)
    {
        Consumer consumer = await CreateAsync("Library", [Library], properties);
        await File.WriteAllTextAsync(Path.Combine(consumer.Directory, "Source.cs"), source);
        return consumer;
    }

    /// <summary>Makes a web application of one file that uses the package for them and nothing else.</summary>
    /// <param name="source">The file.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public async Task<Consumer> CreateWebAsync(string source, params (string Name, string Value)[] properties)
    {
        Consumer consumer = await CreateAsync("Web", [ForWeb], properties, "Microsoft.NET.Sdk.Web");
        await File.WriteAllTextAsync(Path.Combine(consumer.Directory, "Program.cs"), source);
        return consumer;
    }

    private static void CopySources(string sample, Consumer consumer)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(RepositoryRoot, "samples", sample), "*.cs"))
        {
            File.Copy(file, Path.Combine(consumer.Directory, Path.GetFileName(file)));
        }
    }

    private async Task<Consumer> CreateAsync(
        string name,
        string[] packages,
        IEnumerable<(string Name, string Value)> properties,
        string sdk = "Microsoft.NET.Sdk",
        params XElement[] items)
    {
        string directory = Directory.CreateTempSubdirectory("ledgerline-consumer-").FullName;
        (string Name, string Value)[] common =
        [
            ("TargetFramework", "net10.0"),
            ("AssemblyName", name),
            ("Nullable", "enable"),
            ("ImplicitUsings", "enable"),
            ("InvariantGlobalization", "true"),
            ("TreatWarningsAsErrors", "true"),
            ("NuGetAudit", "false"),
            ("RestoreAdditionalProjectSources", Folder),
        ];
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", sdk),
            new XElement("PropertyGroup", common.Concat(properties).Select(property => new XElement(property.Name, property.Value))),
            new XElement(
                "ItemGroup",
                packages.Select(package => new XElement("PackageReference", new XAttribute("Include", package), new XAttribute("Version", Version))),
                items));
        await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.csproj"), project.ToString());
        return new Consumer(directory, name);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string package in All)
        {
            string cached = Path.Combine(cache, package.ToLowerInvariant(), Version);
            if (Directory.Exists(cached))
            {
                Directory.Delete(cached, recursive: true);
            }
        }

        return Task.CompletedTask;
    }
}
