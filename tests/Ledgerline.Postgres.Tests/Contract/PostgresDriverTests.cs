using Ledgerline.Tests.Contract;

namespace Ledgerline.Postgres.Tests.Contract;

/// <summary>The driver keeps every contract, as those of files and memory do.</summary>
public static class PostgresDriverTests
{
    public sealed class Append : AppendContract<PostgresUnderTest>;

    public sealed class Import : ImportContract<PostgresUnderTest>;

    public sealed class Copy : CopyContract<PostgresUnderTest>;

    public sealed class Read : ReadContract<PostgresUnderTest>;

    public sealed class Enumeration : EnumerationContract<PostgresUnderTest>;

    public sealed class Subscribe : SubscribeContract<PostgresUnderTest>;

    public sealed class Listener : ListenerContract<PostgresUnderTest>;

    public sealed class Truncate : TruncateContract<PostgresUnderTest>;

    public sealed class Key : KeyContract<PostgresUnderTest>;

    public sealed class Complete : CompleteContract<PostgresUnderTest>;

    public sealed class Retention : RetentionContract<PostgresUnderTest>;

    public sealed class Maintenance : MaintenanceContract<PostgresUnderTest>;

    public sealed class Document : DocumentContract<PostgresUnderTest>;

    public sealed class DocumentSet : DocumentSetContract<PostgresUnderTest>;

    public sealed class PinnedDocument : PinnedDocumentContract<PostgresUnderTest>;

    public sealed class Watch : WatchContract<PostgresUnderTest>;

    public sealed class Blob : BlobContract<PostgresUnderTest>;

    public sealed class BlobPaths : BlobPathContract<PostgresUnderTest>;

    public sealed class BlobStream : BlobStreamContract<PostgresUnderTest>;

    public sealed class BlobWatch : BlobWatchContract<PostgresUnderTest>;

    public sealed class OlderSystemBlob : OlderSystemBlobContract<PostgresUnderTest>;

    public sealed class Project : ProjectContract<PostgresUnderTest>;

    public sealed class Deletion : DeletionContract<PostgresUnderTest>;

    public sealed class RacingDeletion : RacingDeletionContract<PostgresUnderTest>;

    public sealed class BadInput : BadInputContract<PostgresUnderTest>;

    public sealed class HostileText : HostileTextContract<PostgresUnderTest>;

    public sealed class Cancellation : CancellationContract<PostgresUnderTest>;

    public sealed class Disposal : DisposalContract<PostgresUnderTest>;

    public sealed class OlderSystem : OlderSystemContract<PostgresUnderTest>;

    public sealed class Model : ModelContract<PostgresUnderTest>;

    public sealed class Linearizability : LinearizabilityContract<PostgresUnderTest>;

    public sealed class DocumentHistory : DocumentHistoryContract<PostgresUnderTest>;

    public sealed class BlobHistory : BlobHistoryContract<PostgresUnderTest>;
}
