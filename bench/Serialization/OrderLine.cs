namespace Ledgerline.Bench.Serialization;

/// <summary>A part of an <see cref="Order"/>.</summary>
public sealed record OrderLine(string Article, int Count, int Cents);
