using System.Collections.Immutable;
using Ledgerline;

namespace Aot;

/// <summary>What is in stock: a document for each warehouse, with shelves by product.</summary>
[JsonKv("stock")]
public sealed partial record Stock(Dictionary<string, Counted<ImmutableArray<Stock.Shelf>>> Shelves)
{
    /// <summary>A struct in a record.</summary>
    public readonly record struct Shelf(int Number, int Pieces);

    public string? Note { get; init; } = "counted";
}
