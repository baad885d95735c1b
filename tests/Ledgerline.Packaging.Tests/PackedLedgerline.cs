using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Ledgerline.Packaging.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it, in a folder of its own, with a version that nobody has cached.</summary>
public sealed class PackedLedgerline : IAsyncLifetime
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(
        typeof(PackedLedgerline).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("ledgerline-package-").FullName;

    public IReadOnlyList<string> Packages => Directory.GetFiles(Folder, "*.nupkg");

    /// <summary>What is in the package.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(Packages[0]);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public async Task InitializeAsync() => await Dotnet.RunAsync(
        RepositoryRoot, "pack", "Sdk.sln", "--configuration", "Release", "--output", Folder, $"-p:Version={Version}");

    /// <summary>Makes a project of its own that uses the package and nothing of the repository but a sample's sources and data.</summary>
    /// <param name="sample">The name of the sample's directory.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public async Task<Consumer> CreateConsumerAsync(string sample, params (string Name, string Value)[] properties)
    {
        string source = Path.Combine(RepositoryRoot, "samples", sample);
        Consumer consumer = await CreateAsync(
            sample,
            [("OutputType", "Exe"), .. properties],
            new XElement(
                "None",
                new XAttribute("Include", Path.Combine(source, "data", "**")),
                new XAttribute("LinkBase", "data"),
                new XAttribute("CopyToOutputDirectory", "PreserveNewest")));
        foreach (string file in Directory.GetFiles(source, "*.cs"))
        {
            File.Copy(file, Path.Combine(consumer.Directory, Path.GetFileName(file)));
        }

        return consumer;
    }

    /// <summary>Makes a library of one file that uses the package.</summary>
    /// <param name="source">The file.</param>
    /// <param name="properties">Properties of the project beside what every project has.</param>
    public async Task<Consumer> CreateLibraryAsync(string source, params (string Name, string Value)[] properties)
    {
        Consumer consumer = await CreateAsync("Library", properties);
        await File.WriteAllTextAsync(Path.Combine(consumer.Directory, "Source.cs"), source);
        return consumer;
    }

    private async Task<Consumer> CreateAsync(string name, IEnumerable<(string Name, string Value)> properties, params XElement[] items)
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
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", common.Concat(properties).Select(property => new XElement(property.Name, property.Value))),
            new XElement(
                "ItemGroup",
                new XElement("PackageReference", new XAttribute("Include", "Ledgerline"), new XAttribute("Version", Version)),
                items));
        await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.csproj"), project.ToString());
        return new Consumer(directory, name);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        string cached = Path.Combine(
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            "ledgerline",
            Version);
        if (Directory.Exists(cached))
        {
            Directory.Delete(cached, recursive: true);
        }

        return Task.CompletedTask;
    }
}
