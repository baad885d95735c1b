namespace Ledgerline.FileSystem;

/// <summary>A writer's session: opened by the first write, and anew where it gave way to those of others.</summary>
/// <typeparam name="TSession">What it is.</typeparam>
/// <param name="sessions">All that are open.</param>
/// <param name="open">Opens one, which says when it has given way.</param>
internal sealed class CurrentSession<TSession>(OpenSessions sessions, Func<Action<TSession>, TSession> open)
    where TSession : class, IWriteSession
{
    private readonly Lock _gate = new();
    private TSession? _session;

    /// <summary>The session, which may give way at any time until its turn is entered.</summary>
    public TSession Get()
    {
        if (Volatile.Read(ref _session) is { Turn.IsClosed: false } current)
        {
            return current;
        }

        lock (_gate)
        {
            if (_session is { Turn.IsClosed: false } other)
            {
                return other;
            }

            TSession session = open(Drop);
            Volatile.Write(ref _session, session);
            sessions.Add(session);
            return session;
        }
    }

    /// <summary>Takes the turn in a session that is open.</summary>
    /// <param name="mayWait">Whether to wait for it on this thread.</param>
    /// <param name="session">The session.</param>
    /// <param name="isContinued">Whether nobody else can have written since this process did.</param>
    /// <returns>False, where it would have to wait and may not.</returns>
    public bool TryEnter(bool mayWait, out TSession session, out bool isContinued)
    {
        while (true)
        {
            session = Get();
            if (mayWait ? session.Turn.Enter(out isContinued) : session.Turn.TryEnter(out isContinued))
            {
                return true;
            }

            if (!mayWait)
            {
                return false;
            }
        }
    }

    /// <summary>Ends the session, where there is one, once what has begun is written.</summary>
    public async ValueTask CloseAsync()
    {
        if (Volatile.Read(ref _session) is { } session)
        {
            await session.CloseAsync().ConfigureAwait(false);
            sessions.Remove(session);
            Drop(session);
        }
    }

    /// <summary>Lets go of a session that gave way, so that an idle writer holds little.</summary>
    private void Drop(TSession closed) => Interlocked.CompareExchange(ref _session, null, closed);
}
