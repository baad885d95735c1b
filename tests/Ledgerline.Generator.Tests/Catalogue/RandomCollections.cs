using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Makes a collection of any type from its items.</summary>
internal static class RandomCollections
{
    private static readonly MethodInfo SequenceOf = Method(nameof(Sequence));
    private static readonly MethodInfo DictionaryOf = Method(nameof(Dictionary));

    /// <summary>The type of the items; null where the type is no collection without keys.</summary>
    public static Type? ItemType(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments().Length == 1 && type.Namespace!.StartsWith("System", StringComparison.Ordinal) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>The types of keys and values; null where the type is no dictionary.</summary>
    public static (Type Key, Type Value)? EntryType(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && type.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal)
            ? (key, value)
            : null;

    public static object Create(Type type, Type item, IEnumerable<object?> items) =>
        SequenceOf.MakeGenericMethod(item).Invoke(null, [type, items])!;

    public static object Create(Type type, (Type Key, Type Value) entry, IEnumerable<(object Key, object? Value)> entries) =>
        DictionaryOf.MakeGenericMethod(entry.Key, entry.Value).Invoke(null, [type, entries])!;

    private static object Sequence<T>(Type type, IEnumerable<object?> values)
    {
        List<T> items = [.. values.Cast<T>()];
        return type.IsArray ? items.ToArray() : type.Name switch
        {
            "HashSet`1" or "ISet`1" or "IReadOnlySet`1" => items.ToHashSet(),
            "SortedSet`1" => new SortedSet<T>(items),
            "Queue`1" => new Queue<T>(items),
            "Stack`1" => new Stack<T>(items),
            "LinkedList`1" => new LinkedList<T>(items),
            "Collection`1" => new Collection<T>(items),
            "ObservableCollection`1" => new ObservableCollection<T>(items),
            "ConcurrentQueue`1" => new ConcurrentQueue<T>(items),
            "ImmutableArray`1" => items.ToImmutableArray(),
            "ImmutableList`1" or "IImmutableList`1" => items.ToImmutableList(),
            "ImmutableHashSet`1" or "IImmutableSet`1" => items.ToImmutableHashSet(),
            "ImmutableSortedSet`1" => items.ToImmutableSortedSet(),
            "ImmutableQueue`1" or "IImmutableQueue`1" => ImmutableQueue.CreateRange(items),
            "ImmutableStack`1" or "IImmutableStack`1" => ImmutableStack.CreateRange(items),
            "FrozenSet`1" => items.ToFrozenSet(),
            "Memory`1" => new Memory<T>([.. items]),
            "ReadOnlyMemory`1" => new ReadOnlyMemory<T>([.. items]),
            _ => items,
        };
    }

    private static object Dictionary<TKey, TValue>(Type type, IEnumerable<(object Key, object? Value)> entries)
        where TKey : notnull
    {
        var items = new Dictionary<TKey, TValue>();
        foreach ((object key, object? value) in entries)
        {
            items[(TKey)key] = (TValue)value!;
        }

        return type.Name switch
        {
            "SortedDictionary`2" => new SortedDictionary<TKey, TValue>(items),
            "SortedList`2" => new SortedList<TKey, TValue>(items),
            "OrderedDictionary`2" => new OrderedDictionary<TKey, TValue>(items),
            "ConcurrentDictionary`2" => new ConcurrentDictionary<TKey, TValue>(items),
            "ImmutableDictionary`2" or "IImmutableDictionary`2" => items.ToImmutableDictionary(),
            "ImmutableSortedDictionary`2" => items.ToImmutableSortedDictionary(),
            "FrozenDictionary`2" => items.ToFrozenDictionary(),
            _ => items,
        };
    }

    private static MethodInfo Method(string name) =>
        typeof(RandomCollections).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
