using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Ledgerline.Postgres;
using Npgsql;

namespace Ledgerline;

/// <summary>
/// Projects, logs, documents and blobs in a PostgreSQL database, 15 or later, single or replicated. Any number of processes
/// may use the same schema at once. Safe to use from any thread.
/// </summary>
/// <remarks>
/// The constructors touch no network: the first call connects, and makes or upgrades the tables as
/// <see cref="PostgresDriverOptions.Migration"/> says. The connection string appears in no message. A process holds the
/// connections of its pool while they are at work, and one more while anything is followed or watched.
/// </remarks>
public sealed class PostgresDriver : IStorageDriver
{
    private readonly Database _database;
    private readonly DriverLife _life;
    private readonly ConcurrentDictionary<string, PostgresProject> _projects = new(StringComparer.Ordinal);
    private readonly PostgresProject _shared;
    private readonly ProjectRows _rows;

    /// <summary>Uses a database by its connection string.</summary>
    /// <param name="connectionString">
    /// As Npgsql takes it. With several hosts the primary is used, whichever that is, unless <c>Target Session Attributes</c>
    /// says otherwise.
    /// </param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connection string or the options are not valid. What the string holds is not told.</exception>
    public PostgresDriver(string connectionString, PostgresDriverOptions? options = null)
        : this(ConnectionText.Open(connectionString), isOurs: true, options)
    {
    }

    /// <summary>Uses a data source of the caller's, which is not disposed with the driver.</summary>
    /// <param name="dataSource">The data source; one made by the slim builder needs <c>EnableArrays</c>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public PostgresDriver(NpgsqlDataSource dataSource, PostgresDriverOptions? options = null)
        : this(dataSource, isOurs: false, options)
    {
    }

    private PostgresDriver(NpgsqlDataSource dataSource, bool isOurs, PostgresDriverOptions? options)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        PostgresDriverOptions settings = options ?? new PostgresDriverOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.PollInterval, TimeSpan.FromMilliseconds(10), nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.RetryTimeout, TimeSpan.Zero, nameof(options));
        _database = new Database(dataSource, isOurs, settings);
        _life = new DriverLife(this);
        Changes = new ChangeFeeds(_database, _life);
        _rows = new ProjectRows(_database, _life, Changes);
        _shared = new PostgresProject(_database, _life, Changes, "");
        Shared = new SharedDocuments(_shared.OpenDocuments, _shared.ListDocumentSetsAsync);
    }

    /// <inheritdoc/>
    public DriverInfo Info { get; } = new("Postgres", 1, DriverCapabilities.Persistent | DriverCapabilities.MultiProcess);

    /// <inheritdoc/>
    public SharedDocuments Shared { get; }

    internal ChangeFeeds Changes { get; }

    /// <summary>
    /// Makes the tables, or upgrades them to what this version of the driver works with; does nothing where they are. Several
    /// that do so at once wait for each other. For a role that owns the schema, where the one that works does not.
    /// </summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="schema">The schema's name, as in <see cref="PostgresDriverOptions.Schema"/>.</param>
    /// <param name="cancellationToken">Ends it; what was begun is undone.</param>
    /// <exception cref="StorageException">The server refused.</exception>
    public static async Task MigrateAsync(
        string connectionString, string schema = "ledgerline", CancellationToken cancellationToken = default)
    {
        await using var driver = new PostgresDriver(connectionString, new() { Schema = schema });
        await driver._database.EnsureSchemaAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> CreateProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        _life.ThrowIfEnded();
        return _rows.CreateAsync(projectId, cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public Task<bool> DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        _life.ThrowIfEnded();
        return _rows.DeleteAsync(projectId, cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListProjectIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in _rows.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return id;
        }
    }

    /// <inheritdoc/>
    public Project Project(string projectId)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        _life.ThrowIfEnded();
        return new Project(projectId, _projects.GetOrAdd(projectId, id => new PostgresProject(_database, _life, Changes, id)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (await _life.EndAsync().ConfigureAwait(false))
        {
            await Changes.DisposeAsync().ConfigureAwait(false);
        }
    }
}
