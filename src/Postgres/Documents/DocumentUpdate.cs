using System.Runtime.ExceptionServices;
using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>A change of a document that is made once, however often it has to be sent.</summary>
internal sealed class DocumentUpdate(string target, Func<StoredDocument?, ReadOnlyMemory<byte>> change)
{
    private ExceptionDispatchInfo? _failure;
    private DocumentVersion? _seen;
    private bool _isMade;

    /// <summary>The new content.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Makes the change, or sees that what it was made from is still there.</summary>
    /// <param name="current">What is there now, or null.</param>
    /// <param name="version">Its version.</param>
    /// <returns>Whether there is something to put; otherwise <see cref="ThrowIfFailed"/> says why not.</returns>
    public bool TryMake(StoredDocument? current, DocumentVersion? version)
    {
        if (_isMade)
        {
            return version == _seen ? true : throw new StorageException(
                "update", target, "the connection was lost behind the change, and somebody else has changed the document since",
                "Nothing was done. Try again.")
            {
                Kind = StorageErrorKind.Unavailable,
            };
        }

        _isMade = true;
        _seen = version;
        try
        {
            Content = change(current);
        }
        catch (Exception e)
        {
            // What the caller throws is no failure of the server, whatever its type.
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        return _failure is null;
    }

    /// <summary>Throws what the change has thrown.</summary>
    public void ThrowIfFailed() => _failure?.Throw();
}
