namespace Ledgerline.Postgres;

/// <summary>Which log it is.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">The log's name.</param>
/// <param name="Key">Its key, or "" for the log without one.</param>
internal readonly record struct LogPlace(string Project, string Name, string Key)
{
    /// <summary>The log's name in messages.</summary>
    public override string ToString() => $"postgres:{Project}/{Name}{(Key.Length == 0 ? "" : $"/{Key}")}";

    /// <summary>Where its row is, as one would ask for it in SQL. None of its parts needs quoting.</summary>
    public string RowIn(string schema) => $"{schema}.log where {Condition}";

    /// <summary>Where the rows of one repair are.</summary>
    public string QuarantineIn(string schema, Guid repair) => $"{schema}.quarantine where {Condition} and repair = '{repair}'";

    private string Condition => $"project_id = '{Project}' and name = '{Name}' and key = '{Key}'";
}
