namespace Ledgerline.PowerShell.Typed;

/// <summary>A cmdlet of a record that is a document.</summary>
internal interface IRecordDocumentCmdlet : IRecordCmdlet
{
    string IRecordCmdlet.Parameter => "Set";
}
