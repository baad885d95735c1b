namespace Ledgerline.PowerShell.Errors;

/// <summary>Another version is stored than a command was told to replace or delete. Nothing was changed.</summary>
internal sealed class ETagConflictException(string message) : Exception(message);
