namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>Each loads its server with all it has: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class FailureCollection
{
    public const string Name = "Failures";
}
