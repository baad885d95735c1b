namespace Ledgerline.Tests.Contract;

/// <summary>The histories that every run repeats; add the seed of a failure that was found elsewhere.</summary>
public static class ModelSeeds
{
    public static TheoryData<int> All { get; } = [.. Enumerable.Range(1, 24)];
}
