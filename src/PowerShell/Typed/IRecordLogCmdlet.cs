namespace Ledgerline.PowerShell.Typed;

/// <summary>A cmdlet of a record that has a log.</summary>
internal interface IRecordLogCmdlet : IRecordCmdlet
{
    string IRecordCmdlet.Parameter => "Log";
}
