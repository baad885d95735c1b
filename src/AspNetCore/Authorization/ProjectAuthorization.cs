namespace Ledgerline.AspNetCore;

/// <summary>Endpoint metadata: a policy that is evaluated with a <see cref="ProjectResource"/>.</summary>
/// <param name="Policy">The policy's name.</param>
internal sealed record ProjectAuthorization(string Policy);
