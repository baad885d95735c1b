namespace Ledgerline;

/// <summary>
/// A record annotated with <see cref="AppendLogAttribute"/>. The generator implements it; to get it, make the
/// record partial and annotate it.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IAppendLogRecord<TSelf>
    where TSelf : IAppendLogRecord<TSelf>
{
    /// <summary>How the record is stored.</summary>
    static abstract LogDefinition<TSelf> LogDefinition { get; }
}
