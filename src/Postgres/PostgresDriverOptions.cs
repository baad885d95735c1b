using Microsoft.Extensions.Logging;

namespace Ledgerline;

/// <summary>How a <see cref="PostgresDriver"/> behaves.</summary>
public sealed record PostgresDriverOptions
{
    /// <summary>The schema that holds the tables: 1-63 of <c>a-z 0-9 _</c>, no digit first. <c>ledgerline</c>.</summary>
    public string Schema { get; init; } = "ledgerline";

    /// <summary>Who makes and upgrades the tables. <see cref="PostgresMigration.Automatic"/>.</summary>
    public PostgresMigration Migration { get; init; }

    /// <summary>
    /// What an acknowledgement means where neither the call nor the definition says. <see cref="Durability.Flushed"/>: on the
    /// server's stable storage, and on its synchronous standbys'. <see cref="Durability.Buffered"/> turns
    /// <c>synchronous_commit</c> off for the transaction: it survives the client, and not a crash of the server.
    /// </summary>
    public Durability Durability { get; init; }

    /// <summary>The clock that timestamps entries. The system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How much a log keeps whose definition does not say; null for everything.</summary>
    public LogRetention? Retention { get; init; }

    /// <summary>
    /// How often what is followed or watched is looked at without having been notified, from 10 ms. A second. Notifications
    /// come within milliseconds; this is for those that were lost with a connection or never sent by a process that died.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a call goes on trying while the server is away or gives way to its standby, from zero. 30 seconds. Writes are
    /// tried again only where it is certain that they were not done.
    /// </summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told of lost connections and of what could not be removed; null, the default, tells nobody.</summary>
    public ILogger? Logger { get; init; }
}
