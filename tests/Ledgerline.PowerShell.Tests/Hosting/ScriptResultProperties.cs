using System.Management.Automation;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>What came out of a script, by a property.</summary>
internal static class ScriptResultProperties
{
    /// <summary>A property of each object, as text, with commas between.</summary>
    public static string All(this ScriptResult result, string property) => result.Output.All(property);

    /// <inheritdoc cref="All(ScriptResult, string)"/>
    public static string All(this IEnumerable<PSObject?> output, string property) =>
        string.Join(',', output.Select(item => item!.Properties[property].Value));

    /// <summary>What a property of each object that came out says.</summary>
    public static IEnumerable<T> All<T>(this ScriptResult result, string property) =>
        result.Output.Select(item => (T)item!.Properties[property].Value);

    /// <summary>Each object that came out as project, log and key.</summary>
    public static IEnumerable<string> Names(this ScriptResult result) => result.Output.Select(item => item!.BaseObject.ToString()!);
}
