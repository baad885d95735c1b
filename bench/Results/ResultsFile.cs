using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Results;

/// <summary>A run as JSON, from which tables and charts can be made again.</summary>
internal static class ResultsFile
{
    public static void Write(string path, RunResult run) =>
        File.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(run, ResultsContext.Readable.RunResult), (byte)'\n']);

    /// <exception cref="JsonException">The file holds no results.</exception>
    public static RunResult Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), ResultsContext.Readable.RunResult)
        ?? throw new JsonException($"{path} holds no results.");
}
