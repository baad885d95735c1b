using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>The collections of .NET that are supported.</summary>
internal static class Collections
{
    private const string Generic = "global::System.Collections.Generic";
    private const string Immutable = "global::System.Collections.Immutable";
    private const string Frozen = "global::System.Collections.Frozen";
    private const string Concurrent = "global::System.Collections.Concurrent";
    private const string Observed = "global::System.Collections.ObjectModel";

    public static readonly CollectionShape Array = AsList("items.ToArray()");

    private static readonly CollectionShape List = AsList("items");
    private static readonly CollectionShape Set = Sequence($"new {Generic}.HashSet{{0}}()");
    private static readonly CollectionShape Queue = Sequence($"new {Generic}.Queue{{0}}()", add: "Enqueue");
    private static readonly CollectionShape ImmutableList = Builder("ImmutableList");
    private static readonly CollectionShape ImmutableSet = Builder("ImmutableHashSet");
    private static readonly CollectionShape ImmutableQueue = AsList($"{Immutable}.ImmutableQueue.CreateRange(items)");
    private static readonly CollectionShape Memory = new(false, $"new {Generic}.List{{0}}()", Finish: "items.ToArray()", Items: "value.Span");
    private static readonly CollectionShape Dictionary = AsDictionary("items");
    private static readonly CollectionShape ImmutableDictionary = Builder("ImmutableDictionary") with { IsDictionary = true };

    // A stack is written from its top: what is read last is pushed first, so that it keeps its order.
    private static readonly CollectionShape ImmutableStack =
        AsList($"{Immutable}.ImmutableStack.CreateRange(global::System.Linq.Enumerable.Reverse(items))");

    private static readonly Dictionary<string, CollectionShape> Shapes = new()
    {
        ["System.Memory`1"] = Memory,
        ["System.ReadOnlyMemory`1"] = Memory,
        ["System.Collections.Generic.List`1"] = List,
        ["System.Collections.Generic.IList`1"] = List,
        ["System.Collections.Generic.ICollection`1"] = List,
        ["System.Collections.Generic.IEnumerable`1"] = List,
        ["System.Collections.Generic.IReadOnlyList`1"] = List,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = List,
        ["System.Collections.Generic.HashSet`1"] = Set,
        ["System.Collections.Generic.ISet`1"] = Set,
        ["System.Collections.Generic.IReadOnlySet`1"] = Set,
        ["System.Collections.Generic.SortedSet`1"] = Sequence($"new {Generic}.SortedSet{{0}}()"),
        ["System.Collections.Generic.Queue`1"] = Queue,
        ["System.Collections.Generic.Stack`1"] = AsList($"new {Generic}.Stack{{0}}(global::System.Linq.Enumerable.Reverse(items))"),
        ["System.Collections.Generic.LinkedList`1"] = Sequence($"new {Generic}.LinkedList{{0}}()", add: "AddLast"),
        ["System.Collections.ObjectModel.Collection`1"] = Sequence($"new {Observed}.Collection{{0}}()"),
        ["System.Collections.ObjectModel.ObservableCollection`1"] = Sequence($"new {Observed}.ObservableCollection{{0}}()"),
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = Sequence($"new {Concurrent}.ConcurrentQueue{{0}}()", add: "Enqueue"),
        ["System.Collections.Immutable.ImmutableArray`1"] = Builder("ImmutableArray") with { Finish = "items.DrainToImmutable()", HasDefault = true },
        ["System.Collections.Immutable.ImmutableList`1"] = ImmutableList,
        ["System.Collections.Immutable.IImmutableList`1"] = ImmutableList,
        ["System.Collections.Immutable.ImmutableHashSet`1"] = ImmutableSet,
        ["System.Collections.Immutable.IImmutableSet`1"] = ImmutableSet,
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = Builder("ImmutableSortedSet"),
        ["System.Collections.Immutable.ImmutableQueue`1"] = ImmutableQueue,
        ["System.Collections.Immutable.IImmutableQueue`1"] = ImmutableQueue,
        ["System.Collections.Immutable.ImmutableStack`1"] = ImmutableStack,
        ["System.Collections.Immutable.IImmutableStack`1"] = ImmutableStack,
        ["System.Collections.Frozen.FrozenSet`1"] = Sequence($"new {Generic}.HashSet{{0}}()") with { Finish = $"{Frozen}.FrozenSet.ToFrozenSet(items)" },
        ["System.Collections.Generic.Dictionary`2"] = Dictionary,
        ["System.Collections.Generic.IDictionary`2"] = Dictionary,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = Dictionary,
        ["System.Collections.Generic.SortedDictionary`2"] = New($"{Generic}.SortedDictionary"),
        ["System.Collections.Generic.SortedList`2"] = New($"{Generic}.SortedList"),
        ["System.Collections.Generic.OrderedDictionary`2"] = New($"{Generic}.OrderedDictionary"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = New($"{Concurrent}.ConcurrentDictionary"),
        ["System.Collections.Immutable.ImmutableDictionary`2"] = ImmutableDictionary,
        ["System.Collections.Immutable.IImmutableDictionary`2"] = ImmutableDictionary,
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = Builder("ImmutableSortedDictionary") with { IsDictionary = true },
        ["System.Collections.Frozen.FrozenDictionary`2"] = AsDictionary($"{Frozen}.FrozenDictionary.ToFrozenDictionary(items)"),
    };

    public static CollectionShape? Find(INamedTypeSymbol type) =>
        type is { IsGenericType: true, ContainingType: null }
        && Shapes.TryGetValue($"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}", out CollectionShape? shape)
            ? shape
            : null;

    private static CollectionShape Sequence(string create, string add = "Add") => new(false, create, add);

    private static CollectionShape AsList(string finish) => new(false, $"new {Generic}.List{{0}}()", Finish: finish);

    private static CollectionShape AsDictionary(string finish) => new(true, $"new {Generic}.Dictionary{{0}}()", Finish: finish);

    private static CollectionShape New(string type) => new(true, $"new {type}{{0}}()");

    private static CollectionShape Builder(string type) =>
        new(false, $"{Immutable}.{type}.CreateBuilder{{0}}()", Finish: "items.ToImmutable()");
}
