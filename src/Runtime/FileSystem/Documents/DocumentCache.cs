namespace Ledgerline.FileSystem;

/// <summary>
/// Small documents, and listings of keys, that were read lately, of a whole driver: what was not used for longest makes room for others (CLOCK,
/// Corbató 1968). It is never believed without a look at the file. Safe to call from any thread.
/// </summary>
internal sealed class DocumentCache
{
    /// <summary>How much it may hold, in bytes.</summary>
    internal const long Capacity = 16 << 20;

    /// <summary>Reading a longer document takes so much longer than a look at its file that keeping it gains little.</summary>
    internal const int LongestDocument = 1 << 20;

    /// <summary>Nothing may take all the room for itself.</summary>
    private const long Largest = Capacity / 4;

    /// <summary>What an entry takes beside content, key and path.</summary>
    private const int Overhead = 512;

    private readonly Lock _gate = new();
    private readonly Queue<CachedDocument> _clock = new();
    private long _size;

    /// <summary>How much it holds, in bytes.</summary>
    internal long Size => Volatile.Read(ref _size);

    /// <summary>Keeps what has settled.</summary>
    public void Keep(CachedDocument place, CachedContent content)
    {
        if (content.Size > (content is DocumentVersion ? LongestDocument : Largest))
        {
            return;
        }

        long size = content.Size + (2 * place.Path.Length) + Overhead;
        lock (_gate)
        {
            if (place.Size == 0)
            {
                _clock.Enqueue(place);
            }

            _size += size - place.Size;
            place.Size = size;
            place.Content = content;
            while (_size > Capacity)
            {
                MakeRoom();
            }
        }
    }

    private void MakeRoom()
    {
        CachedDocument oldest = _clock.Dequeue();
        if (oldest.WasUsed)
        {
            oldest.WasUsed = false;
            _clock.Enqueue(oldest);
            return;
        }

        _size -= oldest.Size;
        oldest.Leave();
    }
}
