namespace Ledgerline.AspNetCore;

/// <summary>What a request wants to do, for an authorization policy that tells reading from writing.</summary>
public enum ProjectOperation
{
    /// <summary>Follow a log.</summary>
    ReadEvents,

    /// <summary>Read a document.</summary>
    ReadDocument,

    /// <summary>List the keys of documents.</summary>
    ListDocuments,

    /// <summary>Create or replace a document.</summary>
    WriteDocument,

    /// <summary>Delete a document.</summary>
    DeleteDocument,
}
