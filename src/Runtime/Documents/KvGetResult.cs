namespace Ledgerline;

/// <summary>The outcome of reading a document.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
public abstract record KvGetResult<T>
{
    private KvGetResult()
    {
    }

    /// <summary>The document, and the ETag of exactly this version.</summary>
    /// <param name="Value">The document.</param>
    /// <param name="ETag">Its version, for <see cref="PutCondition.IfMatch"/>.</param>
    public sealed record Found(T Value, string ETag) : KvGetResult<T>;

    /// <summary>No document is stored under the key.</summary>
    public sealed record NotFound : KvGetResult<T>
    {
        internal static readonly NotFound Instance = new();

        private NotFound()
        {
        }
    }
}
