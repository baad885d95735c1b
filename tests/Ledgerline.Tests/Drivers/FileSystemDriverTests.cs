using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

/// <summary>The file driver keeps every contract. Another driver is another file like this one.</summary>
public static class FileSystemDriverTests
{
    public sealed class Append : AppendContract<FileSystemUnderTest>;

    public sealed class Import : ImportContract<FileSystemUnderTest>;

    public sealed class Copy : CopyContract<FileSystemUnderTest>;

    public sealed class Read : ReadContract<FileSystemUnderTest>;

    public sealed class Enumeration : EnumerationContract<FileSystemUnderTest>;

    public sealed class Subscribe : SubscribeContract<FileSystemUnderTest>;

    public sealed class Listener : ListenerContract<FileSystemUnderTest>;

    public sealed class Truncate : TruncateContract<FileSystemUnderTest>;

    public sealed class Key : KeyContract<FileSystemUnderTest>;

    public sealed class Complete : CompleteContract<FileSystemUnderTest>;

    public sealed class Retention : RetentionContract<FileSystemUnderTest>;

    public sealed class Maintenance : MaintenanceContract<FileSystemUnderTest>;

    public sealed class Document : DocumentContract<FileSystemUnderTest>;

    public sealed class DocumentSet : DocumentSetContract<FileSystemUnderTest>;

    public sealed class PinnedDocument : PinnedDocumentContract<FileSystemUnderTest>;

    public sealed class Watch : WatchContract<FileSystemUnderTest>;

    public sealed class Blob : BlobContract<FileSystemUnderTest>;

    public sealed class BlobPaths : BlobPathContract<FileSystemUnderTest>;

    public sealed class BlobStream : BlobStreamContract<FileSystemUnderTest>;

    public sealed class BlobWatch : BlobWatchContract<FileSystemUnderTest>;

    public sealed class OlderSystemBlob : OlderSystemBlobContract<FileSystemUnderTest>;

    public sealed class Project : ProjectContract<FileSystemUnderTest>;

    public sealed class Deletion : DeletionContract<FileSystemUnderTest>;

    public sealed class RacingDeletion : RacingDeletionContract<FileSystemUnderTest>;

    public sealed class BadInput : BadInputContract<FileSystemUnderTest>;

    public sealed class HostileText : HostileTextContract<FileSystemUnderTest>;

    public sealed class Cancellation : CancellationContract<FileSystemUnderTest>;

    public sealed class Disposal : DisposalContract<FileSystemUnderTest>;

    public sealed class OlderSystem : OlderSystemContract<FileSystemUnderTest>;

    public sealed class Model : ModelContract<FileSystemUnderTest>;

    public sealed class Linearizability : LinearizabilityContract<FileSystemUnderTest>;

    public sealed class DocumentHistory : DocumentHistoryContract<FileSystemUnderTest>;

    public sealed class BlobHistory : BlobHistoryContract<FileSystemUnderTest>;
}
