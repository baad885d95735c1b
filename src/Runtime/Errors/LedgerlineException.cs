namespace Ledgerline;

/// <summary>
/// A failure of storage or data. Outcomes that a caller should expect (not found, conflict) are results instead.
/// The message says what happened, where, what was expected and what to do.
/// </summary>
public abstract class LedgerlineException : Exception
{
    private protected LedgerlineException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
