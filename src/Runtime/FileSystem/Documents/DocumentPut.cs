using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A document that is replaced where a condition holds.</summary>
internal sealed class DocumentPut : DocumentWrite<KvPutResult>
{
    private readonly PutCondition _condition;

    public DocumentPut(string key, ReadOnlyMemory<byte> content, PutCondition condition, bool flush)
        : base(key, flush)
    {
        _condition = condition;
        Content = content;

        // On the caller's thread, and not in the turn that all share.
        ETag = ContentETag.Of(content.Span);
    }

    public override bool NeedsCurrent => _condition != PutCondition.Always;

    public override bool Decide(StoredDocument? current)
    {
        bool holds = _condition.Holds(current?.ETag);
        Result = holds ? new KvPutResult.Stored(ETag!) : new KvPutResult.Conflict(current?.ETag);
        return holds;
    }
}
