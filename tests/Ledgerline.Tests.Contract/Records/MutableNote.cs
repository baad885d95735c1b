namespace Ledgerline.Tests.Records;

/// <summary>Can be changed after it was handed over, unlike a record.</summary>
public sealed class MutableNote
{
    public string Text { get; set; } = "";

    public IList<string> Lines { get; init; } = [];
}
