namespace Ledgerline.Generator.Tests.Catalogue;

// Types that records of the catalogue are made of; none is annotated.
public enum Colour
{
    Red = 1,
    DarkBlue = 2,
}

[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
    Delete = 4,
    All = 7,
}

public readonly record struct Point(int X, int Y);

public sealed record Leaf(string Name, int? Size);
