using Ledgerline.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Rights for each project.</summary>
public static class ProjectAuthorizationExtensions
{
    /// <summary>
    /// Has a policy decide on each request, with a <see cref="ProjectResource"/> as the resource. Whoever it refuses is answered
    /// as if the project did not exist. Several policies must all agree.
    /// </summary>
    /// <param name="builder">Endpoints of <c>MapLogEvents</c> or <c>MapDocuments</c>, or a group of them.</param>
    /// <param name="policy">The policy's name, as given to <c>AddAuthorization</c>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireProjectAuthorization<TBuilder>(this TBuilder builder, string policy)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(policy);
        builder.Add(endpoint => endpoint.Metadata.Add(new ProjectAuthorization(policy)));
        return builder;
    }
}
