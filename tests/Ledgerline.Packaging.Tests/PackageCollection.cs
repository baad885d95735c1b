namespace Ledgerline.Packaging.Tests;

/// <summary>The tests that share one package, since packing takes a while.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedLedgerline>
{
    public const string Name = "Package";
}
