namespace Ledgerline.Generator;

/// <summary>The names of the pipeline's steps, for tests that check that they stay cached.</summary>
internal static class TrackingNames
{
    public const string Logs = nameof(Logs);
    public const string Documents = nameof(Documents);
    public const string AssemblyName = nameof(AssemblyName);
    public const string RootNamespace = nameof(RootNamespace);
    public const string Contract = nameof(Contract);
    public const string Files = nameof(Files);
    public const string Context = nameof(Context);
}
