namespace Ledgerline.PowerShell.Errors;

/// <summary>An object that is neither text nor bytes nor a file.</summary>
internal sealed class InvalidContentException(string message, object? value, Exception? innerException = null)
    : Exception(message, innerException)
{
    public object? Value { get; } = value;
}
