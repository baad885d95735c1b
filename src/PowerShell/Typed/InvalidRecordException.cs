namespace Ledgerline.PowerShell.Typed;

/// <summary>A record breaks a rule of its own. The message names the member.</summary>
internal sealed class InvalidRecordException(string message) : Exception(message);
