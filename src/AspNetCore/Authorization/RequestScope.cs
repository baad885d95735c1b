using Ledgerline.Drivers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledgerline.AspNetCore;

/// <summary>The project and the key that a request names, and whether the caller may use them.</summary>
/// <param name="Context">The request.</param>
/// <param name="Project">The project's id; null for none.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="RefusalStatusCode">What a refusal is answered with.</param>
internal readonly record struct RequestScope(HttpContext Context, string? Project, string? Key, int RefusalStatusCode)
{
    public const string ProjectParameter = "project";
    public const string KeyParameter = "key";

    /// <summary>Reads the names from the route, or takes the endpoint's own.</summary>
    public static RequestScope Of(HttpContext context, string? project, string? key, int refusalStatusCode)
    {
        RouteValueDictionary values = context.Request.RouteValues;
        return new(context, values[ProjectParameter] as string ?? project, values[KeyParameter] as string ?? key, refusalStatusCode);
    }

    /// <summary>Whether the names keep the rule, and every policy lets the caller.</summary>
    public async ValueTask<bool> IsAllowedAsync(string? name, ProjectOperation operation)
    {
        if ((Project is not null && !StorageName.IsValid(Project)) || (Key is not null && !StorageName.IsValid(Key)))
        {
            return false;
        }

        IReadOnlyList<ProjectAuthorization> policies = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<ProjectAuthorization>() ?? [];
        if (policies.Count == 0)
        {
            return true;
        }

        var resource = new ProjectResource(Project, name, Key, operation);
        IAuthorizationService service = Context.RequestServices.GetService<IAuthorizationService>() ?? throw new InvalidOperationException(
            "RequireProjectAuthorization needs the application's authorization: call services.AddAuthorization and define the policy there.");
        foreach (ProjectAuthorization each in policies)
        {
            AuthorizationResult result = await service.AuthorizeAsync(Context.User, resource, each.Policy).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Answers as for a project that does not exist, whatever the reason: byte for byte the same.</summary>
    public Task RefuseAsync() => Problem.WriteAsync(Context, RefusalStatusCode, null);
}
