namespace Ledgerline.AspNetCore;

/// <summary>Endpoint metadata: the endpoint asks the policies of <see cref="ProjectAuthorization"/>.</summary>
internal sealed class ProjectEndpoint
{
    public static readonly ProjectEndpoint Instance = new();
}
