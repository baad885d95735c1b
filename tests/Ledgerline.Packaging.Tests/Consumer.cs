using System.Runtime.InteropServices;

namespace Ledgerline.Packaging.Tests;

/// <summary>A project that uses the package, in a directory of its own that goes when it is disposed.</summary>
public sealed class Consumer(string directory, string name) : IDisposable
{
    public string Directory { get; } = directory;

    /// <summary>Where <see cref="PublishAsync"/> puts the program.</summary>
    public string Published => Path.Combine(Directory, "out");

    /// <summary>The program that was published.</summary>
    public string Program => Path.Combine(Published, name);

    /// <summary>Publishes the program for this machine, which must succeed without a warning.</summary>
    public Task<string> PublishAsync(params string[] arguments) => Dotnet.RunAsync(
        Directory, ["publish", "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", Published, .. arguments]);

    /// <summary>Runs the program that was published, with variables of its environment.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params (string Name, string Value)[] environment) => Dotnet.ExecuteAsync(Program, Directory, environment);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
