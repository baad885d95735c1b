using System.Collections.Immutable;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Dictionaries with keys of one type.</summary>
public abstract record Keys<TKey>
    where TKey : notnull
{
    public required Dictionary<TKey, int> Numbers { get; init; }

    public IReadOnlyDictionary<TKey, Point?>? Parts { get; init; }

    public ImmutableDictionary<TKey, List<string>> Lists { get; init; } = ImmutableDictionary<TKey, List<string>>.Empty;
}
