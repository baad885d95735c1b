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
}
