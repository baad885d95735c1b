using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline;
using Ledgerline.AspNetCore;
using Ledgerline.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves documents: GET, HEAD, PUT and DELETE, with strong tags and conditions.</summary>
public static class DocumentEndpointRouteBuilderExtensions
{
    private static readonly string[] Json = ["application/json"];
    private static readonly string[] ProblemJson = ["application/problem+json"];

    /// <summary>
    /// Serves the documents of an annotated record: <c>app.MapDocuments&lt;Thread&gt;("/threads/{project}/{key?}")</c>. Without
    /// <c>{project}</c> in the pattern and the options they are those that belong to no project. A GET without a key lists the
    /// keys, where the pattern lets it be left out.
    /// </summary>
    /// <typeparam name="T">A record annotated with <see cref="JsonKvAttribute"/>, without a key.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, with <c>{key}</c> or <c>{key?}</c>.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoints: authorization, CORS, a rate limit.</returns>
    public static IEndpointConventionBuilder MapDocuments<T>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Action<DocumentEndpointOptions>? configure = null)
        where T : IJsonKvRecord<T> => endpoints.MapDocuments(pattern, T.KvDefinition, configure);

    /// <summary>Serves the documents of a definition, for types that cannot be annotated.</summary>
    /// <typeparam name="T">The type of the documents.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, with <c>{key}</c> or <c>{key?}</c>.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoints.</returns>
    public static IEndpointConventionBuilder MapDocuments<T>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        KvDefinition<T> definition,
        Action<DocumentEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Map(endpoints, pattern, definition.Set, null, definition.TypeInfo, definition.Durability, configure);
    }

    /// <summary>
    /// Serves the one document of an annotated record that is pinned to a key:
    /// <c>app.MapDocument&lt;Settings&gt;("/settings/{project}")</c>. Without <c>{project}</c> in the pattern and the options it
    /// is the one that belongs to no project.
    /// </summary>
    /// <typeparam name="T">A record annotated with <see cref="JsonKvAttribute"/> and a key.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, without <c>{key}</c>.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoints.</returns>
    public static IEndpointConventionBuilder MapDocument<T>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Action<DocumentEndpointOptions>? configure = null)
        where T : IJsonDocumentRecord<T> => endpoints.MapDocument(pattern, T.DocumentDefinition, configure);

    /// <summary>Serves the one document of a definition, for types that cannot be annotated.</summary>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, without <c>{key}</c>.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="configure">Sets options, where set.</param>
    /// <returns>Adds conventions to the endpoints.</returns>
    public static IEndpointConventionBuilder MapDocument<T>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        DocumentDefinition<T> definition,
        Action<DocumentEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Map(endpoints, pattern, definition.Set, definition.Key, definition.TypeInfo, definition.Durability, configure);
    }

    private static EndpointConventions Map<T>(
        IEndpointRouteBuilder endpoints,
        string pattern,
        string? set,
        string? pinnedKey,
        JsonTypeInfo<T> typeInfo,
        Durability? durability,
        Action<DocumentEndpointOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        bool hasKey = RoutePatternFactory.Parse(pattern).GetParameter(RequestScope.KeyParameter) is not null;
        if (hasKey == pinnedKey is not null && (hasKey || endpoints is not RouteGroupBuilder))
        {
            throw new ArgumentException(
                hasKey ? $"The pattern '{pattern}' has a {{key}}, and {typeof(T).Name} is one document: leave {{key}} out."
                    : $"The pattern '{pattern}' names no document: put {{key}} or {{key?}} into it.",
                nameof(pattern));
        }

        var options = new DocumentEndpointOptions();
        configure?.Invoke(options);
        IServiceProvider services = endpoints.ServiceProvider;
        var endpoint = new DocumentEndpoint(
            services.GetRequiredService<IStorageDriver>, set, pinnedKey, utf8 => Check(utf8, typeInfo), durability, options);
        var builders = new List<IEndpointConventionBuilder>();
        foreach (string each in KeyedRoute.Of(pattern))
        {
            builders.Add(endpoints.MapMethods(each, [HttpMethods.Get, HttpMethods.Head], context => endpoint.ReadAsync(context))
                .WithMetadata(Produces(StatusCodes.Status200OK, typeof(T)), Produces(StatusCodes.Status304NotModified), Fails(StatusCodes.Status404NotFound)));
            if (!options.IsReadOnly)
            {
                builders.Add(endpoints.MapMethods(each, [HttpMethods.Put], context => endpoint.WriteAsync(context))
                    .WithMetadata(
                        new AcceptsMetadata(Json, typeof(T)), Produces(StatusCodes.Status201Created), Produces(StatusCodes.Status204NoContent),
                        Fails(StatusCodes.Status400BadRequest), Fails(StatusCodes.Status412PreconditionFailed)));
                builders.Add(endpoints.MapMethods(each, [HttpMethods.Delete], context => endpoint.DeleteAsync(context))
                    .WithMetadata(
                        Produces(StatusCodes.Status204NoContent), Fails(StatusCodes.Status404NotFound), Fails(StatusCodes.Status412PreconditionFailed)));
            }
        }

        return new EndpointConventions(builders).WithMetadata(ProjectEndpoint.Instance);
    }

    private static void Check<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> typeInfo)
    {
        JsonPayload.ThrowIfInvalid(utf8);
        try
        {
            // The generated converter names the line too.
            if ((typeInfo.Converter is RecordConverter<T> generated ? generated.Read(utf8) : JsonSerializer.Deserialize(utf8, typeInfo)) is null)
            {
                throw new JsonException($"The JSON is null, expected a {typeof(T).Name}.", "$", 0, 0);
            }
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            // What the type's own constructor or converter says.
            throw new JsonException(e.Message, e);
        }
    }

    private static ProducesResponseTypeMetadata Produces(int status, Type? type = null) => new(status, type, type is null ? [] : Json);

    private static ProducesResponseTypeMetadata Fails(int status) => new(status, null, ProblemJson);
}
