namespace Ledgerline.PowerShell.Json;

/// <summary>A value cannot be stored as JSON. The message names it by its path from the root, <c>$</c>.</summary>
internal sealed class ValueNotSerializableException(string path, string reason, Exception? innerException = null)
    : Exception($"The value at {path} cannot be stored as JSON: {reason}", innerException)
{
    /// <summary>Where the value stands, such as <c>$.items[2].owner</c>.</summary>
    public string Path { get; } = path;
}
