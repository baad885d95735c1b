using System.Reflection;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Typed;

/// <summary>A session that has imported the module of samples/TypedModule beside Ledgerline, with a project.</summary>
internal static class RunLog
{
    /// <summary>The module as the sample's build left it.</summary>
    public static string ModuleDirectory { get; } = typeof(RunLog).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "TypedModule").Value!;

    public static ModuleSession Open()
    {
        ModuleSession session = ModuleSession.OpenWithProject();
        session.Run("Import-Module $Arguments[0]; $PSDefaultParameterValues = @{ '*-RunEvent:Project' = 'p_demo' }", ModuleDirectory).AssertNoErrors();
        return session;
    }

    /// <summary>What the log holds, as any program sees it.</summary>
    public static IReadOnlyList<string> Stored(ModuleSession session, string log = "run") =>
        [.. StoredLog.Read(session.LogFile(log: log)).Select(line => line.Data)];
}
