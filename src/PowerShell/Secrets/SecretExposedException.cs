namespace Ledgerline.PowerShell.Secrets;

/// <summary>A command was given a password in its own text.</summary>
internal sealed class SecretExposedException() : Exception(
    "The connection string's password stands in the command line, where the history, transcripts and logs keep it. Nothing was done. Keep it elsewhere: "
    + "set LEDGERLINE_CONNECTION in the environment, pass a variable or a SecureString to -ConnectionString, or leave the password out and connect with Connect-Ledger -Credential. "
    + "Clear-History removes the line from this session; change a password that others may have seen.");
