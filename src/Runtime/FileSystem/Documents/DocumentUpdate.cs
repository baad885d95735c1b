using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A document that its caller changes while nobody else can.</summary>
internal sealed class DocumentUpdate(string key, Func<StoredDocument?, ReadOnlyMemory<byte>> change, bool flush)
    : DocumentWrite<string>(key, flush)
{
    public override bool NeedsCurrent => true;

    public override bool Decide(StoredDocument? current)
    {
        ReadOnlyMemory<byte> content = change(current);
        Content = content;
        ETag = Result = ContentETag.Of(content.Span);
        return true;
    }
}
