using Ledgerline.Drivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>
/// Where an application keeps its data: set in code, by one of the <c>Use</c> methods, or by configuration. Checked when the
/// application starts.
/// </summary>
public sealed class LedgerlineOptions
{
    /// <summary>The logger's category for what drivers tell.</summary>
    public const string LogCategory = "Ledgerline";

    private Func<IServiceProvider, IStorageDriver>? _create;
    private FileSystemDriverOptions? _files;
    private MemoryDriverOptions? _memory;
    private PostgresDriverOptions? _postgres;

    /// <summary>Where data are kept; null until one of the <c>Use</c> methods or configuration says.</summary>
    public DriverKind? Driver { get; set; }

    /// <summary>The directory for <see cref="DriverKind.FileSystem"/>; a relative path counts from the current directory.</summary>
    public string? Root { get; set; }

    /// <summary>The connection string for <see cref="DriverKind.Postgres"/>, as Npgsql takes it. It appears in no message.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The schema that holds PostgreSQL's tables; null for the driver's, <c>ledgerline</c>.</summary>
    public string? Schema { get; set; }

    /// <summary>Who makes PostgreSQL's tables; null for the driver's default.</summary>
    public PostgresMigration? Migration { get; set; }

    /// <summary>What an acknowledgement means where neither the call nor the definition says; null for the driver's default.</summary>
    public Durability? Durability { get; set; }

    /// <summary>
    /// Whether the application writes, reads and removes a document when it starts, and fails to start where that fails.
    /// True. An application that may only read sets it to false.
    /// </summary>
    public bool CheckOnStart { get; set; } = true;

    /// <summary>What was wrong in the configuration, in words.</summary>
    internal List<string> Faults { get; } = [];

    internal bool IsCustom => _create is not null;

    /// <summary>The directory that holds the data; null for a driver without one.</summary>
    internal string? Directory => !IsCustom && Driver == DriverKind.FileSystem ? Root : null;

    /// <summary>Keeps data in a directory.</summary>
    /// <param name="root">The directory; a relative path counts from the current directory.</param>
    /// <param name="options">Settings; null for the defaults. A logger and a clock that are not set are the application's.</param>
    /// <returns>These options.</returns>
    public LedgerlineOptions UseFileSystem(string root, FileSystemDriverOptions? options = null)
    {
        Driver = DriverKind.FileSystem;
        Root = root;
        _files = options;
        _create = null;
        return this;
    }

    /// <summary>Keeps data in memory, for as long as the application runs.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>These options.</returns>
    public LedgerlineOptions UseMemory(MemoryDriverOptions? options = null)
    {
        Driver = DriverKind.Memory;
        _memory = options;
        _create = null;
        return this;
    }

    /// <summary>Keeps data in PostgreSQL.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="options">Settings; null for the defaults. A logger and a clock that are not set are the application's.</param>
    /// <returns>These options.</returns>
    public LedgerlineOptions UsePostgres(string connectionString, PostgresDriverOptions? options = null)
    {
        Driver = DriverKind.Postgres;
        ConnectionString = connectionString;
        _postgres = options;
        _create = null;
        return this;
    }

    /// <summary>Keeps data wherever another driver does, which is disposed with the application.</summary>
    /// <param name="create">Makes the driver; called once.</param>
    /// <returns>These options.</returns>
    public LedgerlineOptions Use(Func<IServiceProvider, IStorageDriver> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        return this;
    }

    internal IStorageDriver Create(IServiceProvider services)
    {
        if (_create is not null)
        {
            return _create(services);
        }

        ILogger? logger = services.GetService<ILoggerFactory>()?.CreateLogger(LogCategory);
        TimeProvider clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        return Driver switch
        {
            DriverKind.FileSystem => new FileSystemDriver(Root!, Files(logger, clock)),
            DriverKind.Memory => new MemoryDriver(_memory ?? new MemoryDriverOptions { TimeProvider = clock }),
            _ => new PostgresDriver(ConnectionString!, Postgres(logger, clock)),
        };
    }

    private FileSystemDriverOptions Files(ILogger? logger, TimeProvider clock)
    {
        FileSystemDriverOptions options = _files ?? new() { TimeProvider = clock };
        return options with { Logger = options.Logger ?? logger, Durability = Durability ?? options.Durability };
    }

    private PostgresDriverOptions Postgres(ILogger? logger, TimeProvider clock)
    {
        PostgresDriverOptions options = _postgres ?? new() { TimeProvider = clock };
        return options with
        {
            Logger = options.Logger ?? logger,
            Durability = Durability ?? options.Durability,
            Schema = Schema ?? options.Schema,
            Migration = Migration ?? options.Migration,
        };
    }
}
