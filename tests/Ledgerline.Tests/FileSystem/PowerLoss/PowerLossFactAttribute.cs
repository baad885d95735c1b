using System.Collections.Concurrent;

namespace Ledgerline.Tests.FileSystem.PowerLoss;

/// <summary>A test that cuts the power of a real file system, where one can be mounted.</summary>
public sealed class PowerLossFactAttribute : FactAttribute
{
    private static readonly ConcurrentDictionary<string, string> Reasons = new();

    /// <param name="fileSystem"><c>ext4</c> or <c>xfs</c>.</param>
    public PowerLossFactAttribute(string fileSystem)
    {
        FileSystem = fileSystem;
        string why = OperatingSystem.IsLinux() ? Reasons.GetOrAdd(fileSystem, static type => PowerLossScript.Run("--can", type).Output.Trim()) : "it needs Linux";
        if (why.Length > 0)
        {
            Skip = $"SKIPPED: real power loss on {fileSystem}: {why}.";
        }
    }

    public string FileSystem { get; }
}
