namespace Ledgerline.Postgres;

/// <summary>What has changed, as one process tells the others: a hint, which may be lost.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Project">Its project.</param>
/// <param name="Name">The log's or set's name, or the blob's path; "" for a project.</param>
/// <param name="Key">The log's or document's key, or "".</param>
internal readonly record struct ChangeHint(ChangeKind Kind, string Project, string Name, string Key)
{
    // A character that no name and no path holds.
    private const char Separator = '\n';

    public static ChangeHint OfProject(string project) => new(ChangeKind.Project, project, "", "");

    public static ChangeHint Of(LogPlace log) => new(ChangeKind.Log, log.Project, log.Name, log.Key);

    public static ChangeHint OfCut(LogPlace log) => new(ChangeKind.Cut, log.Project, log.Name, log.Key);

    public static ChangeHint OfDocument(string project, string set, string key) => new(ChangeKind.Document, project, set, key);

    public static ChangeHint OfBlob(string project, string path) => new(ChangeKind.Blob, project, path, "");

    /// <summary>As it is sent: far below the 8000 bytes that a notification may have.</summary>
    public override string ToString() => $"{(char)Kind}{Project}{Separator}{Name}{Separator}{Key}";

    /// <returns>Whether it was one of ours: anybody may notify.</returns>
    public static bool TryParse(string text, out ChangeHint hint)
    {
        string[] parts = text.Length == 0 ? [] : text[1..].Split(Separator);
        hint = parts.Length == 3 ? new((ChangeKind)text[0], parts[0], parts[1], parts[2]) : default;
        return parts.Length == 3 && Enum.IsDefined(hint.Kind);
    }
}
