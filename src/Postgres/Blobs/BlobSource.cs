namespace Ledgerline.Postgres;

/// <summary>A content, chunk by chunk.</summary>
internal abstract class BlobSource : IAsyncDisposable
{
    /// <summary>The chunk; it holds until the next move.</summary>
    public ReadOnlyMemory<byte> Chunk { get; protected set; }

    /// <summary>Its number, from 0.</summary>
    public int Ordinal { get; protected set; } = -1;

    /// <summary>Bytes up to its end.</summary>
    public long Length { get; protected set; }

    /// <summary>Whether nothing comes behind it.</summary>
    public abstract bool IsLast { get; }

    /// <summary>Whether there were chunks before it, which cannot be had again.</summary>
    public abstract bool IsSpent { get; }

    /// <summary>Takes the next chunk, which may be empty.</summary>
    public abstract ValueTask MoveNextAsync();

    /// <summary>Begins to read the chunk behind this one, where there may be one.</summary>
    public virtual void ReadAhead()
    {
    }

    /// <summary>Goes back to the first chunk, where it is not spent.</summary>
    public virtual void Restart()
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
