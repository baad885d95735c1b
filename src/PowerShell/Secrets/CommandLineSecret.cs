using System.Data.Common;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Text.RegularExpressions;

namespace Ledgerline.PowerShell.Secrets;

/// <summary>
/// A password in the text of a command: there the history, transcripts and logs keep it, and every error of the command
/// shows it. A command with one is refused, and what PowerShell shows of it is without.
/// </summary>
internal static class CommandLineSecret
{
    private const string Mask = "***";

    // What Npgsql takes for secrets.
    private static readonly string[] Keywords = ["Password", "PSW", "PWD", "SSL Password"];

    /// <summary>Hides what is secret in the text of a command, as PowerShell shows it with errors.</summary>
    /// <exception cref="SecretExposedException">It holds a password.</exception>
    public static void ThrowIfExposed(InvocationInfo command, SecureString connectionString)
    {
        string text = connectionString.Reveal();
        if (FindPasswords(text) is { } passwords)
        {
            if (Texts(command).Any(shown => passwords.Any(password => IsValue(shown, password))))
            {
                Hide(command, passwords);
                throw new SecretExposedException();
            }
        }
        else if (Texts(command).Any(shown => shown.Contains(text, StringComparison.Ordinal)))
        {
            // Not understood: nobody knows what is secret in it.
            Hide(command, [text]);
        }
    }

    private static void Hide(InvocationInfo command, IReadOnlyList<string> secrets)
    {
        string line = secrets.Aggregate(command.Line, static (shown, secret) => shown.Replace(secret, Mask, StringComparison.Ordinal)).TrimEnd();
        var start = new ScriptPosition(command.ScriptName, command.ScriptLineNumber, 1, line);
        var end = new ScriptPosition(command.ScriptName, command.ScriptLineNumber, line.Length + 1, line);
        command.DisplayScriptPosition = new ScriptExtent(start, end);
    }

    private static IEnumerable<string> Texts(InvocationInfo command)
    {
        yield return command.Line;

        // Of several lines. The property is newer than what this is compiled against.
        yield return PSObject.AsPSObject(command).Properties["Statement"]?.Value as string ?? "";
    }

    /// <summary>The passwords; null where the text is none that could be understood.</summary>
    private static string[]? FindPasswords(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return [.. Keywords.Select(keyword => parts.TryGetValue(keyword, out object? value) ? value as string : null).OfType<string>().Where(secret => secret.Length > 0)];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A short password may stand anywhere by chance, but not behind an equals sign.
    private static bool IsValue(string shown, string secret) =>
        Regex.IsMatch(shown, $@"=\s*['""]*{Regex.Escape(secret)}", RegexOptions.CultureInvariant);
}
