using System.Collections.Concurrent;

namespace Ledgerline.Postgres;

/// <summary>The statements of <see cref="DocumentSql"/> for one schema, made once.</summary>
internal sealed class DocumentStatements
{
    private static readonly ConcurrentDictionary<string, DocumentStatements> Made = new(StringComparer.Ordinal);

    private readonly Changes _plain;
    private readonly Changes _off;
    private readonly Changes _on;

    private DocumentStatements(string schema)
    {
        _plain = new(schema, null);
        _off = new(schema, "off");
        _on = new(schema, "on");
        Get = DocumentSql.Get(schema);
        PutHeld = DocumentSql.PutHeld(schema);
        GiveUp = DocumentSql.GiveUp(schema);
        ForgetWrites = DocumentSql.ForgetWrites(schema);
        List = DocumentSql.List(schema);
        ListSets = DocumentSql.ListSets(schema);
        Versions = DocumentSql.Versions(schema);
        AllVersions = DocumentSql.AllVersions(schema);
    }

    public string Get { get; }

    public string PutHeld { get; }

    public string GiveUp { get; }

    public string ForgetWrites { get; }

    public string List { get; }

    public string ListSets { get; }

    public string Versions { get; }

    public string AllVersions { get; }

    public static DocumentStatements Of(string schema) => Made.GetOrAdd(schema, static schema => new(schema));

    /// <param name="synchronousCommit">What the setting shall be: on, off, or null for the session's.</param>
    public Changes With(string? synchronousCommit) => synchronousCommit switch { null => _plain, "off" => _off, _ => _on };

    /// <summary>Those that change a document.</summary>
    public sealed class Changes(string schema, string? setting)
    {
        public string Put { get; } = DocumentSql.Put(schema, setting);

        public string PutIfAbsent { get; } = DocumentSql.PutIfAbsent(schema, setting);

        public string PutIfMatch { get; } = DocumentSql.PutIfMatch(schema, setting);

        public string Delete { get; } = DocumentSql.Delete(schema, setting);

        public string Hold { get; } = DocumentSql.Hold(schema, setting);
    }
}
