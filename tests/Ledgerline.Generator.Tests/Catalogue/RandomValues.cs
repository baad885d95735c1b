using System.Reflection;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Random values of any type of the catalogue, by reflection: null only where null is allowed.</summary>
internal sealed class RandomValues(Random random)
{
    // Where a value is this deep, collections are empty and what may be null is.
    private const int Deepest = 4;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly NullabilityInfoContext _nullability = new();

    public object Create(Type type) => NotNull(type, null, 0);

    private object? Value(Type type, NullabilityInfo? info, int depth)
    {
        bool mayBeNull = Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && info?.ReadState == NullabilityState.Nullable);
        return mayBeNull && (depth > Deepest || random.Next(4) == 0) ? null : NotNull(Nullable.GetUnderlyingType(type) ?? type, info, depth);
    }

    private object NotNull(Type type, NullabilityInfo? info, int depth)
    {
        if (RandomScalars.TryCreate(type, random, out object scalar))
        {
            return scalar;
        }

        int count = depth > Deepest ? 0 : random.Next(4);
        if (RandomCollections.ItemType(type) is { } item)
        {
            NullabilityInfo? itemInfo = info?.ElementType ?? info?.GenericTypeArguments.ElementAtOrDefault(0);
            return RandomCollections.Create(type, item, Enumerable.Range(0, count).Select(_ => Value(item, itemInfo, depth + 1)));
        }

        if (RandomCollections.EntryType(type) is { } entry)
        {
            NullabilityInfo? valueInfo = info?.GenericTypeArguments.ElementAtOrDefault(1);
            return RandomCollections.Create(
                type, entry, Enumerable.Range(0, count).Select(_ => (NotNull(entry.Key, null, depth + 1), Value(entry.Value, valueInfo, depth + 1))));
        }

        Type[] cases = [.. Cases(type)];
        return Object(cases[random.Next(cases.Length)], depth);
    }

    /// <summary>The types that a value of this one may have: as the oracle knows them, but for the case that stands for unknown ones.</summary>
    private static IEnumerable<Type> Cases(Type type) => (Oracle.Options.GetTypeInfo(type).PolymorphismOptions?.DerivedTypes ?? [])
        .Select(static derived => derived.DerivedType)
        .Where(static derived => !derived.IsDefined(typeof(UnknownCaseAttribute)))
        .Concat(type.IsAbstract ? [] : [type])
        .Distinct();

    private object Object(Type type, int depth)
    {
        object created = Construct(type, depth);
        foreach (PropertyInfo property in type.GetProperties(Instance))
        {
            if (property.SetMethod is not null && property.GetIndexParameters().Length == 0 && IsStored(property, property.SetMethod.IsPublic))
            {
                Set(property, Nullability(property), property.PropertyType, depth, created, property.GetValue, property.SetValue);
            }
        }

        foreach (FieldInfo field in type.GetFields(Instance))
        {
            if (field.IsDefined(typeof(JsonIncludeAttribute)))
            {
                Set(field, Nullability(field), field.FieldType, depth, created, field.GetValue, field.SetValue);
            }
        }

        return created;
    }

    private object Construct(Type type, int depth)
    {
        ConstructorInfo[] constructors = [.. type.GetConstructors(Instance).Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)];
        ConstructorInfo? constructor = constructors.FirstOrDefault(static c => c.IsDefined(typeof(JsonConstructorAttribute)))
            ?? constructors.Where(static c => c.IsPublic).MaxBy(static c => c.GetParameters().Length);
        return constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, Nullability(parameter), depth + 1))]);
    }

    private void Set(
        MemberInfo member, NullabilityInfo info, Type type, int depth, object target, Func<object?, object?> get, Action<object?, object?> set)
    {
        // A member that has a value of its own keeps it now and then.
        bool keeps = !type.IsValueType && random.Next(5) == 0 && get(target) is not null;
        if (!keeps)
        {
            object? value = Value(type, info, depth + 1);
            set(target, value);
        }
    }

    // What takes null is known where a generic type is declared, not where it is closed.
    private NullabilityInfo Nullability(PropertyInfo property) => _nullability.Create((PropertyInfo)Declared(property));

    private NullabilityInfo Nullability(FieldInfo field) => _nullability.Create((FieldInfo)Declared(field));

    private NullabilityInfo Nullability(ParameterInfo parameter) =>
        _nullability.Create(((ConstructorInfo)Declared(parameter.Member)).GetParameters()[parameter.Position]);

    private static MemberInfo Declared(MemberInfo member) => member.DeclaringType is { IsGenericType: true } type
        ? type.GetGenericTypeDefinition().GetMembers(Instance).First(declared => declared.MetadataToken == member.MetadataToken)
        : member;

    private static bool IsStored(PropertyInfo property, bool isPublic) =>
        (isPublic && property.GetMethod is { IsPublic: true }) || property.IsDefined(typeof(JsonIncludeAttribute));
}
