namespace Ledgerline.Generator;

/// <summary>What an annotation makes of a record.</summary>
internal enum StorageKind
{
    Log,
    Kv,
    Document,
}
