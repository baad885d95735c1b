namespace Ledgerline.PowerShell.Logs;

/// <summary>One of the logs that a command is to work on.</summary>
internal sealed class LogTarget(string root, Project project, string name, string? key)
{
    /// <summary>The directory that holds the projects.</summary>
    public string Root { get; } = root;

    /// <summary>The project's id.</summary>
    public string ProjectId => project.Id;

    /// <summary>The log's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its key; null for the log without one.</summary>
    public string? Key { get; } = key;

    /// <summary>The log.</summary>
    public AppendLog<JsonPayload> Log { get; } = project.Log(name, key);

    /// <summary>The log as messages name it.</summary>
    public override string ToString() => $"{Describe(Name, Key)} of project '{ProjectId}' in {Root}";

    /// <summary>A log as messages name it within its project.</summary>
    public static string Describe(string name, string? key) => key is null ? $"log '{name}'" : $"log '{name}' with the key '{key}'";
}
