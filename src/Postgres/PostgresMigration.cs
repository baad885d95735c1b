namespace Ledgerline;

/// <summary>Who makes and upgrades the driver's tables.</summary>
public enum PostgresMigration
{
    /// <summary>The driver, when it is used first and finds them missing or older. Its role must own them then.</summary>
    Automatic,

    /// <summary>
    /// Somebody else, by <see cref="PostgresDriver.MigrateAsync"/> in a role of their own: the driver only looks, and refuses
    /// to work where they are missing or older. Its role needs to read and write rows, nothing more.
    /// </summary>
    Never,
}
