using System.Reflection;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Every type that is run against System.Text.Json: the annotated ones of this namespace.</summary>
public static class TypeCatalogue
{
    public static TheoryData<Type> Types =>
    [
        .. typeof(TypeCatalogue).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(TypeCatalogue).Namespace && IsAnnotated(type))
            .Where(static type => type.GetCustomAttribute<NotInCatalogueAttribute>() is null)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Those that hold one scalar in every form.</summary>
    public static TheoryData<Type> Scalars =>
    [
        .. typeof(TypeCatalogue).Assembly.GetTypes()
            .Where(static type => type.BaseType is { IsGenericType: true } form
                && (form.GetGenericTypeDefinition() == typeof(ValueRecord<>) || form.GetGenericTypeDefinition() == typeof(ReferenceRecord<>))
                && form.GetGenericArguments()[0] is var scalar
                && (scalar.IsEnum || scalar.Assembly != type.Assembly)),
    ];

    /// <summary>Whether the type has an annotation that does not hand it to a context of its own.</summary>
    private static bool IsAnnotated(Type type) =>
        type.GetCustomAttribute<AppendLogAttribute>() is { JsonContext: null } || type.GetCustomAttribute<JsonKvAttribute>() is { JsonContext: null };
}
