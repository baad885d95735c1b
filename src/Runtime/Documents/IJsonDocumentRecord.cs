namespace Ledgerline;

/// <summary>
/// A record that <see cref="JsonKvAttribute"/> pins to one key. The generator implements it; to get it, make the record
/// partial and annotate it with a <see cref="JsonKvSettingsAttribute.Key"/>.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IJsonDocumentRecord<TSelf>
    where TSelf : IJsonDocumentRecord<TSelf>
{
    /// <summary>Where and how the record is stored.</summary>
    static abstract DocumentDefinition<TSelf> DocumentDefinition { get; }
}
