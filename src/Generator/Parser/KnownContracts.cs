namespace Ledgerline.Generator;

/// <summary>The interfaces that annotated records implement.</summary>
internal static class KnownContracts
{
    public static string InterfaceOf(StorageKind kind) => kind switch
    {
        StorageKind.Log => "IAppendLogRecord",
        StorageKind.Document => "IJsonDocumentRecord",
        _ => "IJsonKvRecord",
    };
}
