using System.Diagnostics.CodeAnalysis;
using Ledgerline;
using Ledgerline.AspNetCore;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves logs as server-sent events that resume.</summary>
public static class LogEventEndpointRouteBuilderExtensions
{
    private const string Untyped = "kind";

    /// <summary>
    /// Serves the log of an annotated record: <c>app.MapLogEvents&lt;RunEvent&gt;("/runs/{project}/{key?}/events")</c>. Without
    /// <c>key</c> in the pattern or the request it is the log without a key.
    /// </summary>
    /// <typeparam name="T">A record annotated with <see cref="AppendLogAttribute"/>.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, with <c>{project}</c> unless the options name one.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoint: authorization, CORS, a rate limit.</returns>
    public static IEndpointConventionBuilder MapLogEvents<T>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Action<LogEventOptions>? configure = null)
        where T : IAppendLogRecord<T> => endpoints.MapLogEvents(pattern, T.LogDefinition, configure);

    /// <summary>Serves the log of a definition, for types that cannot be annotated.</summary>
    /// <typeparam name="T">The type of the entries.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, with <c>{project}</c> unless the options name one.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoint.</returns>
    public static IEndpointConventionBuilder MapLogEvents<T>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        LogDefinition<T> definition,
        Action<LogEventOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Map(endpoints, pattern, definition.Name, definition.Discriminator, configure);
    }

    /// <summary>Serves an untyped log by its persisted name. Its events are named by their member <c>kind</c>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, with <c>{project}</c> unless the options name one.</param>
    /// <param name="logName">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoint.</returns>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public static IEndpointConventionBuilder MapLogEvents(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        string logName,
        Action<LogEventOptions>? configure = null)
    {
        StorageName.ThrowIfInvalid(logName, "log name");
        return Map(endpoints, pattern, logName, Untyped, configure);
    }

    private static EndpointConventions Map(
        IEndpointRouteBuilder endpoints, string pattern, string logName, string? discriminator, Action<LogEventOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = new LogEventOptions { Discriminator = discriminator };
        configure?.Invoke(options);
        RoutePattern route = RoutePatternFactory.Parse(pattern);
        if (options.Project is null && route.GetParameter(RequestScope.ProjectParameter) is null && endpoints is not RouteGroupBuilder)
        {
            throw new ArgumentException(
                $"The pattern '{pattern}' names no project: put {{project}} into it, or set {nameof(LogEventOptions)}.{nameof(LogEventOptions.Project)}.",
                nameof(pattern));
        }

        LogBroadcasts broadcasts = endpoints.ServiceProvider.GetService<LogBroadcasts>() ?? throw new InvalidOperationException(
            "MapLogEvents needs Ledgerline's services: call builder.Services.AddLedgerline(o => o.UseFileSystem(\"data\")) before the application is built.");
        var endpoint = new Lazy<LogEventEndpoint>(() => new LogEventEndpoint(
            endpoints.ServiceProvider.GetRequiredService<IStorageDriver>(), broadcasts, logName, new EventFormat(options.Discriminator, options.IncludeTime), options));
        return new EndpointConventions(
        [
            .. KeyedRoute.Of(pattern).Select(each => endpoints
                .MapMethods(each, [HttpMethods.Get], context => endpoint.Value.HandleAsync(context))
                .WithDisplayName($"Events of the log {logName}: {each}")
                .WithMetadata(ProjectEndpoint.Instance, new ProducesResponseTypeMetadata(StatusCodes.Status200OK, null, ["text/event-stream"]))),
        ]);
    }
}
