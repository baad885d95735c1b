namespace Ledgerline.Generator;

/// <summary>The names of the pipeline's steps, for tests that check that they stay cached.</summary>
internal static class TrackingNames
{
    public const string ParsedLogs = nameof(ParsedLogs);
    public const string ParsedDocuments = nameof(ParsedDocuments);
    public const string Logs = nameof(Logs);
    public const string Documents = nameof(Documents);
    public const string ParsedNamedLogs = nameof(ParsedNamedLogs);
    public const string ParsedNamedDocuments = nameof(ParsedNamedDocuments);
    public const string NamedLogs = nameof(NamedLogs);
    public const string NamedDocuments = nameof(NamedDocuments);
    public const string NamedRecords = nameof(NamedRecords);
    public const string AllRecords = nameof(AllRecords);
    public const string Records = nameof(Records);
    public const string AssemblyName = nameof(AssemblyName);
    public const string RootNamespaceProperty = nameof(RootNamespaceProperty);
    public const string StatedOptions = nameof(StatedOptions);
    public const string Names = nameof(Names);
    public const string RootNamespace = nameof(RootNamespace);
    public const string Assembly = nameof(Assembly);
    public const string Input = nameof(Input);
    public const string Contract = nameof(Contract);
    public const string Files = nameof(Files);
    public const string Definitions = nameof(Definitions);
    public const string Context = nameof(Context);
    public const string GeneratesCmdlets = nameof(GeneratesCmdlets);
    public const string KnownCmdlets = nameof(KnownCmdlets);
    public const string AskedCmdlets = nameof(AskedCmdlets);
    public const string Cmdlets = nameof(Cmdlets);
    public const string CmdletFiles = nameof(CmdletFiles);
    public const string CmdletNames = nameof(CmdletNames);
}
