namespace Ledgerline;

/// <summary>A document is not JSON, or not JSON of its type. Nothing was changed.</summary>
public sealed class DocumentCorruptException : LedgerlineException
{
    /// <summary>Describes what does not fit and its place.</summary>
    /// <param name="source">The file, or the driver's name for the document.</param>
    /// <param name="key">The document's key.</param>
    /// <param name="line">The line, from 1, where the serializer knows it.</param>
    /// <param name="position">The byte in the line, from 0, where the serializer knows it.</param>
    /// <param name="cause">What was found and what was expected.</param>
    /// <param name="innerException">What the serializer said.</param>
    public DocumentCorruptException(
        string source, string key, long? line, long? position, string cause, Exception innerException)
        : base($"The document '{key}' cannot be read: {source}{(line is null ? "" : $", line {line}, byte {position}")}: {cause} Nothing was changed. Mend the file by hand, restore it, or replace it with a put.", innerException)
    {
        File = source;
        Key = key;
        Line = line;
        Position = position;
    }

    /// <summary>The file, or the driver's name for the document.</summary>
    public string File { get; }

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <summary>The line, from 1, where the serializer knows it.</summary>
    public long? Line { get; }

    /// <summary>The byte in the line, from 0, where the serializer knows it.</summary>
    public long? Position { get; }
}
