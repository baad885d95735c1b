using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Ledgerline.Generator.Tests.Catalogue;

// Every collection with items that are numbers, strings, objects and collections.

/// <summary>A collection of each kind of item.</summary>
public abstract record Sequences<TNumbers, TTexts, TParts, TNested>
    where TNumbers : notnull
    where TTexts : notnull
    where TParts : notnull
    where TNested : notnull
{
    public required TNumbers Numbers { get; init; }

    public required TTexts Texts { get; set; }

    public required TParts Parts { get; init; }

    public required TNested Nested { get; set; }
}

/// <summary>Collections whose items are in order, so that they must be comparable.</summary>
public abstract record Ordered<TNumbers, TTexts>
    where TNumbers : class
    where TTexts : class
{
    public required TNumbers Numbers { get; init; }

    public TNumbers? Maybe { get; init; }

    public required TTexts Texts { get; set; }
}

[JsonKv("seq-Arrays")] public sealed partial record Arrays : Sequences<long[], string[], Point[], List<Leaf>[]>;
[JsonKv("seq-Lists")] public sealed partial record Lists : Sequences<List<long>, List<string>, List<Point>, List<List<Leaf>>>;
[JsonKv("seq-Enumerables")] public sealed partial record Enumerables : Sequences<IEnumerable<long>, IEnumerable<string>, IEnumerable<Point>, IEnumerable<List<Leaf>>>;
[JsonKv("seq-ReadOnlyCollections")] public sealed partial record ReadOnlyCollections : Sequences<IReadOnlyCollection<long>, IReadOnlyCollection<string>, IReadOnlyCollection<Point>, IReadOnlyCollection<List<Leaf>>>;
[JsonKv("seq-ReadOnlyLists")] public sealed partial record ReadOnlyLists : Sequences<IReadOnlyList<long>, IReadOnlyList<string>, IReadOnlyList<Point>, IReadOnlyList<List<Leaf>>>;
[JsonKv("seq-CollectionInterfaces")] public sealed partial record CollectionInterfaces : Sequences<ICollection<long>, ICollection<string>, ICollection<Point>, ICollection<List<Leaf>>>;
[JsonKv("seq-ListInterfaces")] public sealed partial record ListInterfaces : Sequences<IList<long>, IList<string>, IList<Point>, IList<List<Leaf>>>;
[JsonKv("seq-HashSets")] public sealed partial record HashSets : Sequences<HashSet<long>, HashSet<string>, HashSet<Point>, HashSet<Leaf>>;
[JsonKv("seq-SetInterfaces")] public sealed partial record SetInterfaces : Sequences<ISet<long>, ISet<string>, ISet<Point>, ISet<Leaf>>;
[JsonKv("seq-ReadOnlySets"), ReadsDifferently] public sealed partial record ReadOnlySets : Sequences<IReadOnlySet<long>, IReadOnlySet<string>, IReadOnlySet<Point>, IReadOnlySet<Leaf>>;
[JsonKv("seq-Queues")] public sealed partial record Queues : Sequences<Queue<long>, Queue<string>, Queue<Point>, Queue<List<Leaf>>>;
[JsonKv("seq-LinkedLists")] public sealed partial record LinkedLists : Sequences<LinkedList<long>, LinkedList<string>, LinkedList<Point>, LinkedList<List<Leaf>>>;
[JsonKv("seq-PlainCollections")] public sealed partial record PlainCollections : Sequences<Collection<long>, Collection<string>, Collection<Point>, Collection<List<Leaf>>>;
[JsonKv("seq-ObservableCollections")] public sealed partial record ObservableCollections : Sequences<ObservableCollection<long>, ObservableCollection<string>, ObservableCollection<Point>, ObservableCollection<List<Leaf>>>;
[JsonKv("seq-ConcurrentQueues")] public sealed partial record ConcurrentQueues : Sequences<ConcurrentQueue<long>, ConcurrentQueue<string>, ConcurrentQueue<Point>, ConcurrentQueue<List<Leaf>>>;
[JsonKv("seq-ImmutableArrays")] public sealed partial record ImmutableArrays : Sequences<ImmutableArray<long>, ImmutableArray<string>, ImmutableArray<Point>, ImmutableArray<List<Leaf>>>;
[JsonKv("seq-ImmutableLists")] public sealed partial record ImmutableLists : Sequences<ImmutableList<long>, ImmutableList<string>, ImmutableList<Point>, ImmutableList<List<Leaf>>>;
[JsonKv("seq-ImmutableListInterfaces")] public sealed partial record ImmutableListInterfaces : Sequences<IImmutableList<long>, IImmutableList<string>, IImmutableList<Point>, IImmutableList<List<Leaf>>>;
[JsonKv("seq-ImmutableHashSets")] public sealed partial record ImmutableHashSets : Sequences<ImmutableHashSet<long>, ImmutableHashSet<string>, ImmutableHashSet<Point>, ImmutableHashSet<Leaf>>;
[JsonKv("seq-ImmutableSetInterfaces")] public sealed partial record ImmutableSetInterfaces : Sequences<IImmutableSet<long>, IImmutableSet<string>, IImmutableSet<Point>, IImmutableSet<Leaf>>;
[JsonKv("seq-ImmutableQueues")] public sealed partial record ImmutableQueues : Sequences<ImmutableQueue<long>, ImmutableQueue<string>, ImmutableQueue<Point>, ImmutableQueue<List<Leaf>>>;
[JsonKv("seq-ImmutableQueueInterfaces")] public sealed partial record ImmutableQueueInterfaces : Sequences<IImmutableQueue<long>, IImmutableQueue<string>, IImmutableQueue<Point>, IImmutableQueue<List<Leaf>>>;
[JsonKv("seq-Memories")] public sealed partial record Memories : Sequences<Memory<long>, Memory<string>, Memory<Point>, Memory<List<Leaf>>>;
[JsonKv("seq-ReadOnlyMemories")] public sealed partial record ReadOnlyMemories : Sequences<ReadOnlyMemory<long>, ReadOnlyMemory<string>, ReadOnlyMemory<Point>, ReadOnlyMemory<List<Leaf>>>;
[JsonKv("seq-Stacks"), ReadsDifferently] public sealed partial record Stacks : Sequences<Stack<long>, Stack<string>, Stack<Point>, Stack<List<Leaf>>>;
[JsonKv("seq-ImmutableStacks"), ReadsDifferently] public sealed partial record ImmutableStacks : Sequences<ImmutableStack<long>, ImmutableStack<string>, ImmutableStack<Point>, ImmutableStack<List<Leaf>>>;
[JsonKv("seq-ImmutableStackInterfaces"), ReadsDifferently] public sealed partial record ImmutableStackInterfaces : Sequences<IImmutableStack<long>, IImmutableStack<string>, IImmutableStack<Point>, IImmutableStack<List<Leaf>>>;
[JsonKv("seq-FrozenSets"), ReadsDifferently] public sealed partial record FrozenSets : Sequences<FrozenSet<long>, FrozenSet<string>, FrozenSet<Point>, FrozenSet<Leaf>>;
[JsonKv("seq-SortedSets")] public sealed partial record SortedSets : Ordered<SortedSet<decimal>, SortedSet<string>>;
[JsonKv("seq-ImmutableSortedSets")] public sealed partial record ImmutableSortedSets : Ordered<ImmutableSortedSet<decimal>, ImmutableSortedSet<string>>;

/// <summary>A dictionary of each kind of value.</summary>
public abstract record Maps<TNumbers, TTexts, TParts, TNested>
    where TNumbers : class
    where TTexts : class
    where TParts : class
    where TNested : class
{
    public required TNumbers Numbers { get; init; }

    public TTexts? Texts { get; set; }

    public required TParts Parts { get; init; }

    public required TNested Nested { get; set; }
}

[JsonKv("map-Dictionaries")] public sealed partial record Dictionaries : Maps<Dictionary<string, int>, Dictionary<int, string>, Dictionary<Guid, Point>, Dictionary<string, Dictionary<string, Leaf>>>;
[JsonKv("map-DictionaryInterfaces")] public sealed partial record DictionaryInterfaces : Maps<IDictionary<string, int>, IDictionary<int, string>, IDictionary<Guid, Point>, IDictionary<string, IDictionary<string, Leaf>>>;
[JsonKv("map-ReadOnlyDictionaries")] public sealed partial record ReadOnlyDictionaries : Maps<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<int, string>, IReadOnlyDictionary<Guid, Point>, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Leaf>>>;
[JsonKv("map-SortedDictionaries")] public sealed partial record SortedDictionaries : Maps<SortedDictionary<string, int>, SortedDictionary<int, string>, SortedDictionary<Guid, Point>, SortedDictionary<string, SortedDictionary<string, Leaf>>>;
[JsonKv("map-SortedLists")] public sealed partial record SortedLists : Maps<SortedList<string, int>, SortedList<int, string>, SortedList<Guid, Point>, SortedList<string, SortedList<string, Leaf>>>;
[JsonKv("map-OrderedDictionaries")] public sealed partial record OrderedDictionaries : Maps<OrderedDictionary<string, int>, OrderedDictionary<int, string>, OrderedDictionary<Guid, Point>, OrderedDictionary<string, OrderedDictionary<string, Leaf>>>;
[JsonKv("map-ConcurrentDictionaries")] public sealed partial record ConcurrentDictionaries : Maps<ConcurrentDictionary<string, int>, ConcurrentDictionary<int, string>, ConcurrentDictionary<Guid, Point>, ConcurrentDictionary<string, ConcurrentDictionary<string, Leaf>>>;
[JsonKv("map-ImmutableDictionaries")] public sealed partial record ImmutableDictionaries : Maps<ImmutableDictionary<string, int>, ImmutableDictionary<int, string>, ImmutableDictionary<Guid, Point>, ImmutableDictionary<string, ImmutableDictionary<string, Leaf>>>;
[JsonKv("map-ImmutableDictionaryInterfaces")] public sealed partial record ImmutableDictionaryInterfaces : Maps<IImmutableDictionary<string, int>, IImmutableDictionary<int, string>, IImmutableDictionary<Guid, Point>, IImmutableDictionary<string, IImmutableDictionary<string, Leaf>>>;
[JsonKv("map-ImmutableSortedDictionaries")] public sealed partial record ImmutableSortedDictionaries : Maps<ImmutableSortedDictionary<string, int>, ImmutableSortedDictionary<int, string>, ImmutableSortedDictionary<Guid, Point>, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Leaf>>>;
[JsonKv("map-FrozenDictionaries"), ReadsDifferently] public sealed partial record FrozenDictionaries : Maps<FrozenDictionary<string, int>, FrozenDictionary<int, string>, FrozenDictionary<Guid, Point>, FrozenDictionary<string, FrozenDictionary<string, Leaf>>>;
