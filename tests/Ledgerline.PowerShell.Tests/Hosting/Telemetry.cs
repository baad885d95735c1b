using System.Runtime.CompilerServices;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>The engine reads the variable when it starts. Tests set others, so they run one after the other.</summary>
internal static class Telemetry
{
    [ModuleInitializer]
    internal static void OptOut() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
}
