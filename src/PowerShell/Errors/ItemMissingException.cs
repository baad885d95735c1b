namespace Ledgerline.PowerShell.Errors;

/// <summary>What a command was asked for by name is not stored.</summary>
internal sealed class ItemMissingException(string message) : Exception(message);
