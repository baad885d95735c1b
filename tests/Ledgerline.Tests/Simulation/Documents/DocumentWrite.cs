namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>A write that is under way.</summary>
/// <param name="durability">How durable it will be once it is acknowledged.</param>
internal sealed class DocumentWrite(Durability durability)
{
    public bool IsFlushed => durability == Durability.Flushed;

    /// <summary>Whether it is known what is to be written.</summary>
    public bool IsTried { get; private set; }

    /// <summary>What is to be written; null for a deletion.</summary>
    public string? Content { get; private set; }

    /// <summary>What it has made of the document, once that is seen.</summary>
    public DocumentVersion? Effect { get; set; }

    /// <summary>What the document was before that.</summary>
    public string? Before { get; set; }

    public void Try(string? content)
    {
        Content = content;
        IsTried = true;
    }
}
