namespace Ledgerline.Tests.Records;

public sealed record Counter(int Value);
