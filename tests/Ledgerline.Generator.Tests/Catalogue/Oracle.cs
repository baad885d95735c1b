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
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CloseHierarchies } },
    };

    /// <summary>Tells it of the cases that are nested in an abstract base: it has no rule for closed hierarchies.</summary>
    private static void CloseHierarchies(JsonTypeInfo typeInfo)
    {
        Type type = typeInfo.Type;
        Type[] cases = type.IsAbstract && type.IsClass ? [.. type.GetNestedTypes().Where(nested => nested.BaseType == type)] : [];
        if (cases.Length == 0)
        {
            return;
        }

        var given = typeInfo.PolymorphismOptions;
        var options = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = given is { TypeDiscriminatorPropertyName: not "$type" } ? given.TypeDiscriminatorPropertyName : "kind",
        };
        foreach (Type nested in cases)
        {
            options.DerivedTypes.Add(
                given?.DerivedTypes.FirstOrDefault(derived => derived.DerivedType == nested) is { TypeDiscriminator: not null } named
                    ? named
                    : new JsonDerivedType(nested, JsonNamingPolicy.CamelCase.ConvertName(nested.Name)));
        }

        typeInfo.PolymorphismOptions = options;
    }
}
