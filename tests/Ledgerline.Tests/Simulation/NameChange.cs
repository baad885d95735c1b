namespace Ledgerline.Tests.Simulation;

/// <summary>A change to names that is not on stable storage yet; a rename is one change, as in a journal.</summary>
/// <param name="Directory">The directory that it belongs to.</param>
/// <param name="Removed">The path that went away, or null.</param>
/// <param name="Added">The path that now leads to <paramref name="Node"/>, or null.</param>
/// <param name="Node">The file.</param>
internal sealed record NameChange(string Directory, string? Removed, string? Added, SimulatedNode? Node)
{
    public void ApplyTo(Dictionary<string, SimulatedNode> names)
    {
        if (Removed is not null)
        {
            bool wasDirectory = names.Remove(Removed, out SimulatedNode? removed) && removed.IsDirectory;
            if (Node is { IsDirectory: true })
            {
                MoveWhatIsIn(names);
            }
            else if (wasDirectory)
            {
                // It was empty; what has not been told yet of its last names goes with it.
                RemoveWhatWasIn(names);
            }
        }

        if (Added is not null)
        {
            names[Added] = Node!;
        }
    }

    private void RemoveWhatWasIn(Dictionary<string, SimulatedNode> names)
    {
        foreach (string path in names.Keys.Where(path => path.StartsWith(Removed + "/", StringComparison.Ordinal)).ToList())
        {
            names.Remove(path);
        }
    }

    private void MoveWhatIsIn(Dictionary<string, SimulatedNode> names)
    {
        string prefix = Removed + "/";
        foreach (string path in names.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            names.Remove(path, out SimulatedNode? node);
            names[$"{Added}/{path[prefix.Length..]}"] = node!;
        }
    }
}
