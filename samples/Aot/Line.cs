namespace Aot;

/// <summary>A line of an order.</summary>
public sealed record Line(string Product, int Pieces, decimal Price);
