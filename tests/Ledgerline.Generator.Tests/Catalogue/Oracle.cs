using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>System.Text.Json itself, with the options that our defaults stand for.</summary>
internal static class Oracle
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EnumNames() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CloseHierarchies } },
    };

    /// <summary>Tells it of the cases that are nested in a base or listed without a name: it has no rule for them.</summary>
    private static void CloseHierarchies(JsonTypeInfo typeInfo)
    {
        Type type = typeInfo.Type;
        Type[] cases = type is { IsAbstract: true, IsSealed: false } ? [.. Nested(Scope(type), type)] : [];
        JsonPolymorphismOptions? given = typeInfo.PolymorphismOptions;
        if (cases.Length == 0 && given is null)
        {
            return;
        }

        var options = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = given is { TypeDiscriminatorPropertyName: not "$type" } ? given.TypeDiscriminatorPropertyName : "kind",
            IgnoreUnrecognizedTypeDiscriminators = given?.IgnoreUnrecognizedTypeDiscriminators ?? false,
        };
        foreach (Type each in cases.Union(given?.DerivedTypes.Select(static derived => derived.DerivedType) ?? []))
        {
            options.DerivedTypes.Add(
                given?.DerivedTypes.FirstOrDefault(derived => derived.DerivedType == each) is { TypeDiscriminator: not null } named
                    ? named
                    : new JsonDerivedType(each, JsonNamingPolicy.CamelCase.ConvertName(each.Name)));
        }

        typeInfo.PolymorphismOptions = options;
    }

    private static Type Scope(Type type) => type.DeclaringType is { } outer && type.IsAssignableTo(outer) ? Scope(outer) : type;

    private static IEnumerable<Type> Nested(Type scope, Type type) => scope.GetNestedTypes()
        .Where(nested => nested.IsAssignableTo(scope))
        .SelectMany(nested => Nested(nested, type).Prepend(nested))
        .Where(nested => !nested.IsAbstract && nested.IsAssignableTo(type));

    /// <summary>Names for enums that do not say themselves what they are: among converters, options come before types.</summary>
    private sealed class EnumNames : JsonConverterFactory
    {
        private readonly JsonStringEnumConverter _names = new();

        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsEnum && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            _names.CreateConverter(typeToConvert, options);
    }
}
