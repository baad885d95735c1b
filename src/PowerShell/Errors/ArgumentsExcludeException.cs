namespace Ledgerline.PowerShell.Errors;

/// <summary>A command was given parameters that exclude each other, or too few of them.</summary>
internal sealed class ArgumentsExcludeException(string message) : Exception(message);
