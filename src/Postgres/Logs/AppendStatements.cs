using System.Collections.Concurrent;

namespace Ledgerline.Postgres;

/// <summary>The statements of <see cref="AppendSql"/> for one schema, made once.</summary>
internal sealed class AppendStatements
{
    private static readonly ConcurrentDictionary<string, AppendStatements> Made = new(StringComparer.Ordinal);

    private readonly Texts _plain;
    private readonly Texts _off;
    private readonly Texts _on;

    private AppendStatements(string schema)
    {
        _plain = new(schema, null);
        _off = new(schema, "off");
        _on = new(schema, "on");
        Take = AppendSql.Take(schema);
        Copy = AppendSql.Copy(schema);
        FindBatch = AppendSql.FindBatch(schema);
    }

    public string Take { get; }

    public string Copy { get; }

    public string FindBatch { get; }

    public static AppendStatements Of(string schema) => Made.GetOrAdd(schema, static schema => new(schema));

    /// <param name="synchronousCommit">What the setting shall be: on, off, or null for the session's.</param>
    public string One(string? synchronousCommit) => With(synchronousCommit).One;

    /// <inheritdoc cref="One"/>
    public string Many(string? synchronousCommit) => With(synchronousCommit).Many;

    /// <inheritdoc cref="One"/>
    public string Begin(string? synchronousCommit) => With(synchronousCommit).Begin;

    /// <summary>Those that are not at work, for <see cref="One"/>; whoever took one out puts it back.</summary>
    /// <param name="synchronousCommit">As there.</param>
    /// <param name="notify">Whether a hint goes with the append.</param>
    public ConcurrentStack<SingleAppend> Singles(string? synchronousCommit, bool notify) =>
        notify ? With(synchronousCommit).TellingSingles : With(synchronousCommit).Singles;

    private Texts With(string? synchronousCommit) => synchronousCommit switch { null => _plain, "off" => _off, _ => _on };

    private sealed class Texts(string schema, string? setting)
    {
        public ConcurrentStack<SingleAppend> Singles { get; } = new();

        public ConcurrentStack<SingleAppend> TellingSingles { get; } = new();

        public string One { get; } = AppendSql.One(schema, setting);

        public string Many { get; } = AppendSql.Many(schema, setting);

        public string Begin { get; } = AppendSql.Begin(schema, setting);
    }
}
