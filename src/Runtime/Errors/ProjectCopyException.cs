namespace Ledgerline;

/// <summary>
/// Something in the project that a copy is written to is not what the source has. It was left as it is; what was copied
/// before stays, and a later copy goes on from there.
/// </summary>
public sealed class ProjectCopyException : LedgerlineException
{
    /// <summary>Describes the difference.</summary>
    /// <param name="item">What differs, such as <c>log history</c>, <c>document settings/x</c> or <c>blob a/b.txt</c>.</param>
    /// <param name="seq">The first number of a log where it does; null for other things.</param>
    /// <param name="target">The driver's name for the target.</param>
    /// <param name="cause">What was found and what was expected, without a full stop.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    public ProjectCopyException(string item, long? seq, string target, string cause, string remedy)
        : base($"Could not copy {item} to {target}: {cause}. What stands there was left as it is. {remedy}")
    {
        Item = item;
        Seq = seq;
    }

    /// <summary>What differs.</summary>
    public string Item { get; }

    /// <summary>The first number of a log where it does; null for other things.</summary>
    public long? Seq { get; }
}
