namespace Ledgerline.Postgres;

/// <summary>Which log it is.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">The log's name.</param>
/// <param name="Key">Its key, or "" for the log without one.</param>
internal readonly record struct LogPlace(string Project, string Name, string Key)
{
    /// <summary>The log's name in messages.</summary>
    public override string ToString() => $"postgres:{Project}/{Name}{(Key.Length == 0 ? "" : $"/{Key}")}";
}
