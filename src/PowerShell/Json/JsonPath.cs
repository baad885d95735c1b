using System.Globalization;
using System.Text;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// The containers that are open while a value is written, outermost first: names the place of an error and finds a
/// container that contains itself.
/// </summary>
internal sealed class JsonPath
{
    // A path of 64 names is no help to anybody.
    private const int ShownSteps = 8;

    private readonly List<(object Container, string? Name, int Index)> _steps = [];

    /// <summary>How many containers are open.</summary>
    public int Depth => _steps.Count;

    public void Enter(object container) => _steps.Add((container, null, -1));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Moves to a member of the innermost container.</summary>
    public void At(string name) => _steps[^1] = (_steps[^1].Container, name, -1);

    /// <summary>Moves to an item of the innermost container.</summary>
    public void At(int index) => _steps[^1] = (_steps[^1].Container, null, index);

    /// <summary>The path of an open container, or null where it is not open.</summary>
    public string? Find(object container)
    {
        int depth = _steps.FindIndex(step => ReferenceEquals(step.Container, container));
        return depth < 0 ? null : Describe(depth);
    }

    /// <summary>The path of the value at hand.</summary>
    public override string ToString() => Describe(_steps.Count);

    private string Describe(int depth)
    {
        var path = new StringBuilder("$");
        foreach ((_, string? name, int index) in _steps.Take(Math.Min(depth, ShownSteps)))
        {
            if (name is not null)
            {
                path.Append('.').Append(name);
            }
            else if (index >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }

        return depth > ShownSteps ? path.Append('…').ToString() : path.ToString();
    }
}
