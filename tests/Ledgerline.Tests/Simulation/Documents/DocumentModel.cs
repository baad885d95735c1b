using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>What one document must be, by what was acknowledged and tried.</summary>
internal sealed class DocumentModel(SimulatedMachine machine, string path, string key)
{
    /// <summary>What it was, from the oldest that a loss of power may bring back to what is visible now.</summary>
    private readonly List<DocumentVersion> _versions = [new(null, false)];

    public string Key { get; } = key;

    public string Path { get; } = path;

    /// <summary>The file as it is; null where there is none.</summary>
    public string? File => machine.Find(Path) is { } node ? Encoding.UTF8.GetString(node.Content.Span) : null;

    public string? Visible => _versions[^1].Content;

    /// <summary>The version before the visible one, where it is known.</summary>
    public string? Before => _versions.Count > 1 ? _versions[^2].Content : null;

    /// <summary>Whether what is visible is a part of a value that was not flushed when the power went.</summary>
    public bool IsTorn => _versions[^1].IsTorn;

    public static string? ETag(string? content) => content is null ? null : ContentETag.Of(Encoding.UTF8.GetBytes(content));

    /// <summary>Takes note of a write that was acknowledged.</summary>
    /// <param name="content">Null for a deletion.</param>
    /// <param name="isFlushed">Whether it must survive a loss of power.</param>
    /// <param name="nested">How many writes by others were acknowledged while it was under way.</param>
    public void Acknowledge(string? content, bool isFlushed, int nested)
    {
        // Others may have written after it took effect and before it was acknowledged: the file tells the order.
        bool isLast = nested == 0 || File == content;
        _versions.Insert(isLast ? _versions.Count : _versions.Count - 1, new(content, MayBeTorn: !isFlushed));
        if (isFlushed)
        {
            _versions.RemoveRange(0, isLast ? _versions.Count - 1 : _versions.Count - 2);
        }

        RequireVisible("after the acknowledgement");
    }

    /// <summary>Takes note of a write that failed: it has taken effect as a whole, or not at all.</summary>
    public void Fail(string? content, bool isFlushed)
    {
        // Where it is what was there before, it may have taken its place all the same.
        if (File == content && (content != Visible || !isFlushed))
        {
            _versions.Add(new(content, MayBeTorn: !isFlushed));
        }

        RequireVisible("after the failure");
    }

    public void RequireVisible(string when) =>
        LogModel.Require(File == Visible, $"{Path}: {when} there is {Shown(File)}, and {Shown(Visible)} must be there");

    /// <summary>Takes what a loss of power has left.</summary>
    public void LosePower()
    {
        string? left = File;
        DocumentVersion? survivor = _versions.FindLast(version => version.Content == left);
        LogModel.Require(
            survivor is not null || (left is not null && _versions.Exists(static version => version.MayBeTorn)),
            $"{Path}: after the loss of power there is {Shown(left)}; what may be there is {string.Join(", ", _versions.Select(version => Shown(version.Content)))}");
        _versions.Clear();
        _versions.Add(new(left, MayBeTorn: false, IsTorn: survivor?.IsTorn ?? true));
    }

    private static string Shown(string? content) =>
        content is null ? "nothing" : content.Length <= 60 ? $"'{content}'" : $"'{content[..30]}...{content[^10..]}' ({content.Length})";
}
