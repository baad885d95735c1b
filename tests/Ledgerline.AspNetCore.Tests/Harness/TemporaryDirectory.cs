namespace Ledgerline.AspNetCore.Tests;

/// <summary>A directory that goes when the test does.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledgerline-web-").FullName;

    /// <summary>The file of a log of the test server's project.</summary>
    public string Log(string name) => System.IO.Path.Combine(Path, "projects", TestServer.ProjectId, ".meta", name + ".jsonl");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
