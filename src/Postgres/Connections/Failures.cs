using System.Net.Sockets;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>What the exceptions of the server and of the connection mean. SQLSTATEs: PostgreSQL, appendix A.</summary>
internal static class Failures
{
    /// <summary>What a failure to open a connection means: nothing was sent.</summary>
    public static FailureKind OfOpening(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } => FailureKind.Failed,

        // The schema is looked at, or made, with the connection; what refuses a connection is more severe.
        PostgresException { InvariantSeverity: "ERROR" } error when !IsWorthTrying(error.SqlState) => FailureKind.Failed,
        PostgresException or TimeoutException or IOException or SocketException => FailureKind.Refused,
        NpgsqlException { InnerException: PostgresException inner } => OfOpening(inner),
        NpgsqlException { InnerException: AggregateException inner } => inner.InnerExceptions.Any(static e => OfOpening(e) == FailureKind.Refused)
            ? FailureKind.Refused : FailureKind.Failed,
        NpgsqlException { InnerException: null or TimeoutException or IOException or SocketException or NpgsqlException } => FailureKind.Refused,
        _ => FailureKind.Failed,
    };

    /// <summary>What a failure means after something was sent.</summary>
    public static FailureKind OfWorking(Exception failure) => failure switch
    {
        // An error aborts the transaction; what is more severe ends the connection, perhaps behind the commit.
        PostgresException { InvariantSeverity: "ERROR" } error => IsWorthTrying(error.SqlState) ? FailureKind.Refused : FailureKind.Failed,
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => FailureKind.Refused,
        NpgsqlException or IOException or SocketException or TimeoutException => FailureKind.Unknown,
        _ => FailureKind.Failed,
    };

    /// <summary>The connection broke while the server was at work, which was told by something else.</summary>
    public static NpgsqlException Lost(Exception failure) => new("The connection to the server was lost", new IOException(failure.Message, failure));

    /// <summary>Whether the server that was asked takes no writes: it was a primary, or is none yet.</summary>
    public static bool IsReadOnlyServer(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>Whether a row's project is not there.</summary>
    public static bool IsProjectMissing(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    /// <summary>Describes a failure to who called. The connection string is in none of the server's messages.</summary>
    /// <param name="operation">What was tried, such as <c>append to</c>.</param>
    /// <param name="target">The log, document, blob or schema.</param>
    /// <param name="failure">What was thrown last.</param>
    /// <param name="kind">What it means.</param>
    public static StorageException Describe(string operation, string target, Exception failure, FailureKind kind)
    {
        (StorageErrorKind error, string remedy) = kind switch
        {
            FailureKind.Refused when IsReadOnlyServer(failure) => (StorageErrorKind.ReadOnly,
                "Nothing was done, since the server is a standby or takes no writes. Connect to the primary: name all servers, with Target Session Attributes=primary."),
            FailureKind.Refused => (StorageErrorKind.Unavailable, "Nothing was done. See that the server runs and can be reached, then try again."),
            FailureKind.Unknown => (StorageErrorKind.OutcomeUnknown, "It may have been done or not: look before you try again."),
            _ => Remedy((failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState),
        };
        return new(operation, target, Reason(failure), remedy, failure) { Kind = error };
    }

    private static (StorageErrorKind Kind, string Remedy) Remedy(string? sqlState) => sqlState switch
    {
        PostgresErrorCodes.DiskFull => (StorageErrorKind.OutOfSpace, "Nothing was done. Make room on the server's disk, then try again."),
        PostgresErrorCodes.InsufficientPrivilege => (StorageErrorKind.AccessDenied, "Grant the role what docs/postgres.md lists for the one that works."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            (StorageErrorKind.AccessDenied, "Check the role and its password, and the server's pg_hba.conf."),
        PostgresErrorCodes.InvalidCatalogName => (StorageErrorKind.NotFound, "Create the database, or name another in the connection string."),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            (StorageErrorKind.NotFound, "The schema is not what the driver made: restore it, or name another in the driver's options."),
        PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            (StorageErrorKind.Device, "See the server's log."),
        _ => (StorageErrorKind.Other, "Nothing was done. See the server's log."),
    };

    private static string Reason(Exception failure) => failure switch
    {
        PostgresException e => $"the server said {e.SqlState}: {e.MessageText}",
        { InnerException: PostgresException e } => $"the server said {e.SqlState}: {e.MessageText}",
        { InnerException: { } inner } => $"{failure.Message.TrimEnd('.')} ({inner.Message.TrimEnd('.')})",
        _ => failure.Message.TrimEnd('.'),
    };

    private static bool IsWorthTrying(string sqlState) => sqlState is
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ReadOnlySqlTransaction
        or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidSqlStatementName
        or PostgresErrorCodes.LockNotAvailable
        // "cached plan must not change result type": a migration ran since the statement was prepared.
        or PostgresErrorCodes.FeatureNotSupported;
}
