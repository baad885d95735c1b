namespace Ledgerline.PowerShellTests.Habits;

/// <summary>Tests that change the environment, which is every test's: they run when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "environment";
}
