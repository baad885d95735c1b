using System.Threading.Channels;

namespace Ledgerline.Tests.Contract;

/// <summary>What callbacks were given, to be awaited in order.</summary>
/// <typeparam name="T">The type of what they are given.</typeparam>
internal sealed class Inbox<T>
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    public void Add(T item) => _items.Writer.TryWrite(item);

    public ValueTask<T> TakeAsync(CancellationToken cancellationToken) => _items.Reader.ReadAsync(cancellationToken);

    public async Task<List<T>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        List<T> taken = [];
        while (taken.Count < count)
        {
            taken.Add(await TakeAsync(cancellationToken));
        }

        return taken;
    }

    /// <summary>What is there now.</summary>
    public List<T> TakeAll()
    {
        List<T> taken = [];
        while (_items.Reader.TryRead(out T? item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
