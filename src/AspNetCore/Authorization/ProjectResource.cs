namespace Ledgerline.AspNetCore;

/// <summary>What a request is about: the resource that an authorization policy is asked for. All names keep the rule for names.</summary>
/// <param name="Project">The project's id; null for documents that belong to no project.</param>
/// <param name="Name">The log's name or the set's; null for set-less documents.</param>
/// <param name="Key">The log's key or the document's; null where there is none.</param>
/// <param name="Operation">What is to be done.</param>
public sealed record ProjectResource(string? Project, string? Name, string? Key, ProjectOperation Operation);
