using System.Text.Json;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What is wrong with JSON that nobody has seen: lines and bytes of it would tell a script nothing, the member does.</summary>
internal static class JsonFault
{
    /// <summary>What a serializer says, with the member as its place.</summary>
    public static string Describe(Exception exception)
    {
        int place = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return exception is JsonException { Path: { } path } && place > 0
            ? $"{exception.Message[..place].TrimEnd('.')}, at {path}."
            : exception.Message;
    }
}
