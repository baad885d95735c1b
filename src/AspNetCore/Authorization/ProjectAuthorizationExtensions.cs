using Ledgerline.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Rights for each project.</summary>
public static class ProjectAuthorizationExtensions
{
    /// <summary>
    /// Has a policy decide on each request, with a <see cref="ProjectResource"/> as the resource. Whoever it refuses is answered
    /// as if the project did not exist. Several policies must all agree.
    /// </summary>
    /// <param name="builder">
    /// Endpoints of <c>MapLogEvents</c> or <c>MapDocuments</c>, or a group of them. Any other endpoint among them would be open
    /// to all, so it is an error: every request is answered with 500, and the logger is told which it is.
    /// </param>
    /// <param name="policy">The policy's name, as given to <c>AddAuthorization</c>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireProjectAuthorization<TBuilder>(this TBuilder builder, string policy)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(policy);
        builder.Add(endpoint => endpoint.Metadata.Add(new ProjectAuthorization(policy)));
        builder.Finally(static endpoint =>
        {
            if (!endpoint.Metadata.Contains(ProjectEndpoint.Instance))
            {
                throw new InvalidOperationException(
                    $"RequireProjectAuthorization cannot protect '{endpoint.DisplayName}', which is none of MapLogEvents or MapDocuments: "
                    + "take it out of the group, or ask the policy there with IAuthorizationService.");
            }
        });
        return builder;
    }
}
