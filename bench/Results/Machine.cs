using System.Globalization;
using System.Runtime.InteropServices;

namespace Ledgerline.Bench.Results;

/// <summary>Where a run was.</summary>
/// <param name="Processor">The processor's model.</param>
/// <param name="Cores">How many of its cores the process may use.</param>
/// <param name="Memory">The bytes of memory that it may use.</param>
/// <param name="Runtime">.NET and its version.</param>
/// <param name="System">The operating system and its kernel's version.</param>
/// <param name="FileSystem">What the measured files lie on.</param>
internal sealed record Machine(string Processor, int Cores, long Memory, string Runtime, string System, string FileSystem)
{
    public static Machine This() => new(
        ProcessorModel(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.FrameworkDescription,
        $"Linux {Environment.OSVersion.Version.ToString(3)} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}",
        new DriveInfo(Path.GetTempPath()).DriveFormat);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {Memory / (double)(1 << 30):0.#} GiB, {Runtime}, {System}, {FileSystem}");

    private static string ProcessorModel() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
