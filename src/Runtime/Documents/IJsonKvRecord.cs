namespace Ledgerline;

/// <summary>
/// A record annotated with <see cref="JsonKvAttribute"/>. The generator implements it; to get it, make the record
/// partial and annotate it.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IJsonKvRecord<TSelf>
    where TSelf : IJsonKvRecord<TSelf>
{
    /// <summary>How the record is stored.</summary>
    static abstract KvDefinition<TSelf> KvDefinition { get; }
}
