namespace Ledgerline.PowerShell.Typed;

/// <summary>A cmdlet that a record has: where that is stored needs no parameter.</summary>
internal interface IRecordCmdlet
{
    /// <summary>The parameter that other cmdlets have for it: <c>Log</c> or <c>Set</c>.</summary>
    string Parameter { get; }

    /// <summary>The persisted name; null for the set-less documents.</summary>
    string? PersistedName { get; }
}
