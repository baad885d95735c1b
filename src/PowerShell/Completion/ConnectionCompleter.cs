using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Ledgerline.PowerShell.Connections;

namespace Ledgerline.PowerShell.Completion;

/// <summary>Completes <c>-Root</c> with the connections of the session.</summary>
public sealed class ConnectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string prefix = (wordToComplete ?? "").Trim('\'', '"');
        return LedgerSessions.All.Select(session => session.Place.Root)
            .Where(root => root.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(root => new CompletionResult($"'{CodeGeneration.EscapeSingleQuotedStringContent(root)}'", root, CompletionResultType.ParameterValue, root));
    }
}
