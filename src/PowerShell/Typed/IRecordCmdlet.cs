namespace Ledgerline.PowerShell.Typed;

/// <summary>A cmdlet that a record has: its log needs no parameter.</summary>
internal interface IRecordCmdlet
{
    /// <summary>The log's persisted name.</summary>
    string RecordLogName { get; }
}
