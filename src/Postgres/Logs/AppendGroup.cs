using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>The appends that share a transaction: their payloads, one after the other.</summary>
internal sealed class AppendGroup
{
    private readonly List<AppendRequest> _requests = [];
    private readonly List<ReadOnlyMemory<byte>> _payloads = [];

    public IReadOnlyList<AppendRequest> Requests => _requests;

    /// <summary>All payloads, in order.</summary>
    public IList<ReadOnlyMemory<byte>> Payloads => _payloads;

    public long SizeInBytes { get; private set; }

    /// <summary>The group's id, by which a transaction whose outcome is unknown is found.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The number that must be the last; only the first request can say so.</summary>
    public long? ExpectedLastSeq { get; private set; }

    /// <summary>Whether one of them wants it on stable storage.</summary>
    public bool IsFlushed { get; private set; }

    /// <summary>How much the log keeps, of the last one that says so.</summary>
    public LogRetention? Retention { get; private set; }

    public void Add(AppendRequest request, PostgresDriverOptions options)
    {
        if (_requests.Count == 0)
        {
            ExpectedLastSeq = request.Terms.ExpectedLastSeq;
        }

        _requests.Add(request);
        for (int i = 0; i < request.Payloads.Count; i++)
        {
            _payloads.Add(request.Payloads[i]);
        }

        SizeInBytes += request.Payloads.Bytes.Length;
        IsFlushed |= (request.Terms.Durability ?? options.Durability) == Durability.Flushed;
        Retention = request.Terms.Retention ?? options.Retention;
    }

    /// <summary>Has it sent anew under another id: the one before was given up.</summary>
    public void Renew() => Id = Guid.CreateVersion7();

    /// <summary>Tells each its numbers.</summary>
    /// <param name="firstSeq">The group's first number.</param>
    public void Complete(long firstSeq)
    {
        foreach (AppendRequest request in _requests)
        {
            long last = firstSeq + request.Payloads.Count - 1;
            request.TrySetResult(new(firstSeq, last, IsConflict: false));
            firstSeq = last + 1;
        }
    }

    /// <summary>Tells the one that expected something that the log has moved on.</summary>
    public void Conflict(long lastSeq) => _requests[0].TrySetResult(new(0, lastSeq, IsConflict: true));

    public void Fail(Exception failure)
    {
        foreach (AppendRequest request in _requests)
        {
            request.TrySetException(failure);
        }
    }
}
