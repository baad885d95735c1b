using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

/// <summary>The memory driver keeps every contract. Another driver is another file like this one.</summary>
public static class MemoryDriverTests
{
    public sealed class Append : AppendContract<MemoryUnderTest>;

    public sealed class Import : ImportContract<MemoryUnderTest>;

    public sealed class Copy : CopyContract<MemoryUnderTest>;

    public sealed class Read : ReadContract<MemoryUnderTest>;

    public sealed class Enumeration : EnumerationContract<MemoryUnderTest>;

    public sealed class Subscribe : SubscribeContract<MemoryUnderTest>;

    public sealed class Listener : ListenerContract<MemoryUnderTest>;

    public sealed class Truncate : TruncateContract<MemoryUnderTest>;

    public sealed class Key : KeyContract<MemoryUnderTest>;

    public sealed class Complete : CompleteContract<MemoryUnderTest>;

    public sealed class Retention : RetentionContract<MemoryUnderTest>;

    public sealed class Maintenance : MaintenanceContract<MemoryUnderTest>;

    public sealed class Document : DocumentContract<MemoryUnderTest>;

    public sealed class DocumentSet : DocumentSetContract<MemoryUnderTest>;

    public sealed class PinnedDocument : PinnedDocumentContract<MemoryUnderTest>;

    public sealed class Watch : WatchContract<MemoryUnderTest>;

    public sealed class Blob : BlobContract<MemoryUnderTest>;

    public sealed class BlobPaths : BlobPathContract<MemoryUnderTest>;

    public sealed class BlobStream : BlobStreamContract<MemoryUnderTest>;

    public sealed class BlobWatch : BlobWatchContract<MemoryUnderTest>;

    public sealed class OlderSystemBlob : OlderSystemBlobContract<MemoryUnderTest>;

    public sealed class Project : ProjectContract<MemoryUnderTest>;

    public sealed class Deletion : DeletionContract<MemoryUnderTest>;

    public sealed class RacingDeletion : RacingDeletionContract<MemoryUnderTest>;

    public sealed class BadInput : BadInputContract<MemoryUnderTest>;

    public sealed class HostileText : HostileTextContract<MemoryUnderTest>;

    public sealed class Cancellation : CancellationContract<MemoryUnderTest>;

    public sealed class Disposal : DisposalContract<MemoryUnderTest>;

    public sealed class OlderSystem : OlderSystemContract<MemoryUnderTest>;

    public sealed class Model : ModelContract<MemoryUnderTest>;

    public sealed class Linearizability : LinearizabilityContract<MemoryUnderTest>;

    public sealed class DocumentHistory : DocumentHistoryContract<MemoryUnderTest>;

    public sealed class BlobHistory : BlobHistoryContract<MemoryUnderTest>;
}
