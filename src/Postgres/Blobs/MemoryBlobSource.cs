namespace Ledgerline.Postgres;

/// <summary>A content in memory, which can be had as often as it is needed.</summary>
internal sealed class MemoryBlobSource(ReadOnlyMemory<byte> content) : BlobSource
{
    public override bool IsLast => Length == content.Length;

    public override bool IsSpent => false;

    public override ValueTask MoveNextAsync()
    {
        Take();
        return ValueTask.CompletedTask;
    }

    public override void Restart()
    {
        Ordinal = -1;
        Length = 0;
        Take();
    }

    private void Take()
    {
        Ordinal++;
        Chunk = content.Slice((int)Length, (int)Math.Min(BlobSql.ChunkSize, content.Length - Length));
        Length += Chunk.Length;
    }
}
