using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>
/// The entries that a cursor passes, which is opened anew for each enumeration. Behaves as an asynchronous iterator
/// would that loops over the cursor, and costs a third of one where no move has to wait.
/// </summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <param name="definition">The log's definition.</param>
/// <param name="open">Opens a cursor, at the first move.</param>
/// <param name="cancellationToken">Ends every enumeration.</param>
internal sealed class LogEntries<T>(
    LogDefinition<T> definition, Func<LogCursor> open, CancellationToken cancellationToken)
    : IAsyncEnumerable<LogEntry<T>>
{
    // Named differently from the field's on purpose: the two are combined.
    public IAsyncEnumerator<LogEntry<T>> GetAsyncEnumerator(CancellationToken ofEnumeration) =>
        new LogEnumerator<T>(new EntryDecoder<T>(definition), open, cancellationToken, ofEnumeration);
}
