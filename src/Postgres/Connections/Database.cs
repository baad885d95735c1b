using System.Data;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>The database of one driver: connections to it, and how often to try. Safe to use from any thread.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>How long writes are known by their ids: longer than anyone tries to find out about one, or one is on its way.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(15);

    private readonly NpgsqlDataSource _source;
    private readonly bool _isOurs;
    private readonly SchemaGate _gate;

    public Database(NpgsqlDataSource source, bool isOurs, PostgresDriverOptions options)
    {
        _source = source;
        _isOurs = isOurs;
        Options = options;
        Schema = SchemaName.Quote(options.Schema);
        _gate = new SchemaGate(options);
    }

    public PostgresDriverOptions Options { get; }

    /// <summary>The schema's quoted name.</summary>
    public string Schema { get; }

    /// <summary>Ids below this one, which grow with time, are of writes that nobody asks for any more.</summary>
    public Guid OldestWrite => Guid.CreateVersion7(DateTimeOffset.UtcNow - KnownFor - (2 * Options.RetryTimeout));

    /// <summary>A connection to a server that has the schema; dispose it. Tries until the time is up.</summary>
    /// <exception cref="StorageException">There is none to be had.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(Attempts attempts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            try
            {
                NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await _gate.PassAsync(connection, cancellationToken).ConfigureAwait(false);
                    return connection;
                }
                catch
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
            catch (Exception e) when (e is not (OperationCanceledException or LedgerlineException or ObjectDisposedException))
            {
                await attempts.FailedAsync(e, Failures.OfOpening(e), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does what changes nothing, or may be done twice: again after whatever may pass.</summary>
    public async ValueTask<TResult> ReadAsync<TResult>(
        string operation, string target, Func<NpgsqlConnection, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        Attempts attempts = Begin(operation, target);
        while (true)
        {
            NpgsqlConnection connection = await OpenAsync(attempts, cancellationToken).ConfigureAwait(false);
            try
            {
                await using (connection.ConfigureAwait(false))
                {
                    try
                    {
                        return await read(connection, cancellationToken).ConfigureAwait(false);
                    }
                    catch (Exception e) when (IsOfLostConnection(e, connection))
                    {
                        throw Failures.Lost(e);
                    }
                }
            }
            catch (Exception e) when (IsOfServer(e))
            {
                FailureKind kind = Failures.OfWorking(e);
                await attempts.FailedAsync(e, kind == FailureKind.Unknown ? FailureKind.Refused : kind, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Does a transaction: again where it is certain that it was not done. Cancellation counts until it is sent.
    /// </summary>
    /// <param name="operation">What is tried, for messages.</param>
    /// <param name="target">To what.</param>
    /// <param name="write">Does it, whole, each time on another connection.</param>
    /// <param name="resolve">
    /// Asked, on another connection, whether a transaction that may have been done was: true where <paramref name="write"/> is
    /// to be done again. Null where that cannot be found out.
    /// </param>
    /// <param name="cancellationToken">Counts until there is a connection.</param>
    /// <exception cref="StorageException">It was not done; or, as its kind says, that is not known.</exception>
    public async ValueTask<TResult> WriteAsync<TResult>(
        string operation,
        string target,
        Func<NpgsqlConnection, ValueTask<TResult>> write,
        Func<NpgsqlConnection, ValueTask<Resolution<TResult>>>? resolve,
        CancellationToken cancellationToken)
    {
        Attempts attempts = Begin(operation, target);
        bool isUnknown = false;
        while (true)
        {
            NpgsqlConnection connection = await OpenOrGiveUpAsync(attempts, isUnknown, cancellationToken).ConfigureAwait(false);
            try
            {
                await using (connection.ConfigureAwait(false))
                {
                    if (isUnknown)
                    {
                        Resolution<TResult> found = await ResolveAsync(resolve!, connection).ConfigureAwait(false);
                        if (found.WasDone)
                        {
                            return found.Result;
                        }

                        isUnknown = false;
                        if (connection.State != ConnectionState.Open)
                        {
                            // It was lost while what the question had changed was undone, which tells nobody.
                            continue;
                        }
                    }

                    try
                    {
                        return await write(connection).ConfigureAwait(false);
                    }
                    catch (Exception e) when (IsOfLostConnection(e, connection))
                    {
                        throw Failures.Lost(e);
                    }
                }
            }
            catch (Exception e) when (IsOfServer(e))
            {
                FailureKind kind = Failures.OfWorking(e);
                if (Failures.IsReadOnlyServer(e))
                {
                    // What is pooled leads to a server that gave way.
                    _source.Clear();
                }

                if (kind == FailureKind.Unknown && resolve is not null)
                {
                    isUnknown = true;
                }

                attempts.IsUnknown = isUnknown;
                await attempts.FailedAsync(e, isUnknown && kind != FailureKind.Failed ? FailureKind.Refused : kind, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>What <c>synchronous_commit</c> must be for a transaction; null where the server's own setting will do.</summary>
    public string? SynchronousCommit(bool isFlushed) => !isFlushed ? "off" : _gate.IsCommitAsynchronous ? "on" : null;

    public Attempts Begin(string operation, string target) =>
        new(operation, target, Options.RetryTimeout, FirstDelay, LongestDelay);

    /// <summary>Makes or upgrades the schema, or sees that it is there.</summary>
    public async ValueTask EnsureSchemaAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await OpenAsync(Begin("use", $"the schema {Options.Schema}"), cancellationToken).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the connections that are not at work.</summary>
    public void Rest()
    {
        if (_isOurs)
        {
            _source.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOurs)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whether an exception comes from the server or the way to it, and not from the caller or from us.</summary>
    public static bool IsOfServer(Exception failure) =>
        failure is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException
        && !Failures.IsProjectMissing(failure);

    /// <summary>Whether Npgsql trips over a connection that breaks under it: its reader is closed, and it goes on to use it.</summary>
    private static bool IsOfLostConnection(Exception failure, NpgsqlConnection connection) =>
        failure is NullReferenceException || (failure is InvalidOperationException && connection.State != ConnectionState.Open);

    private static async ValueTask<Resolution<TResult>> ResolveAsync<TResult>(
        Func<NpgsqlConnection, ValueTask<Resolution<TResult>>> resolve, NpgsqlConnection connection)
    {
        try
        {
            return await resolve(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfLostConnection(e, connection))
        {
            throw Failures.Lost(e);
        }
    }

    /// <summary>Who gave up while the outcome is unknown is told that, and not that nothing was done.</summary>
    private async ValueTask<NpgsqlConnection> OpenOrGiveUpAsync(Attempts attempts, bool isUnknown, CancellationToken cancellationToken)
    {
        attempts.IsUnknown = isUnknown;
        return await OpenAsync(attempts, isUnknown ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
    }
}
