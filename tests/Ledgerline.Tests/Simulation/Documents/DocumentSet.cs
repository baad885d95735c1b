using Ledgerline.Tests.Simulation.Files;

namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>The documents of one directory.</summary>
internal sealed class DocumentSet
{
    private static readonly string[] Keys = ["a", "ab", "b"];

    private readonly SimulatedMachine _machine;
    private readonly Func<SimulatedProcess, JsonKv<JsonPayload>> _open;
    private readonly string _directory;

    public DocumentSet(SimulatedMachine machine, string directory, string? name, Func<SimulatedProcess, JsonKv<JsonPayload>> open)
    {
        _machine = machine;
        _directory = directory;
        Name = name;
        _open = open;
        Documents = [.. Keys.Select(key => new FileModel(machine, $"{directory}/{key}.json", key))];
    }

    /// <summary>The set's name; null for the set-less documents.</summary>
    public string? Name { get; }

    public bool IsOfProject => _directory.Contains("/projects/", StringComparison.Ordinal);

    public IReadOnlyList<FileModel> Documents { get; }

    /// <summary>The keys that are there, by the model.</summary>
    public IEnumerable<string> Present => Documents.Where(static d => d.Visible is not null).Select(static d => d.Key);

    /// <summary>The keys that are there, by the files.</summary>
    public IEnumerable<string> Files => Documents.Where(static d => d.File is not null).Select(static d => d.Key);

    public JsonKv<JsonPayload> Open(SimulatedProcess process) => _open(process);

    /// <summary>After a write nothing that a writer has left unfinished is there any more.</summary>
    public void RequireSwept()
    {
        string[] strange =
        [
            .. (_machine.List(_directory) ?? []).Select(static entry => entry.Name)
                .Where(name => name.EndsWith(".tmp", StringComparison.Ordinal)),
        ];
        LogModel.Require(strange.Length == 0, $"{_directory} holds {string.Join(", ", strange)}, and nobody is writing");
    }

    public override string ToString() => _directory;
}
