using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text.Json;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// The columns of an exported log: number, time, then the members that the data have, in the order of their first
/// appearance, and one for data that are no objects.
/// </summary>
internal sealed class CsvColumns
{
    public const string Seq = "Seq";

    public const string Timestamp = "Timestamp";

    /// <summary>The column of data that are no objects.</summary>
    public const string Data = "Data";

    /// <summary>What stands before the name of a member that would be mistaken for one of these columns.</summary>
    private const string Escape = "Data.";

    // As many as a spreadsheet takes. A log with more members has keys for names, and no columns.
    private const int MaxMembers = 16_384 - 3;

    private readonly Dictionary<string, int> _members = new(StringComparer.Ordinal);

    /// <summary>The members' names.</summary>
    public IReadOnlyCollection<string> Members => _members.Keys;

    /// <summary>Whether there are data that are no objects.</summary>
    public bool HasData { get; private set; }

    /// <summary>The names in the first line.</summary>
    public IEnumerable<string> Header =>
        [Seq, Timestamp, .. HasData ? [Data] : Array.Empty<string>(), .. _members.Keys.Select(ToColumn)];

    /// <summary>Takes an entry's members into account.</summary>
    /// <exception cref="TransferException">There are more than a table can have.</exception>
    public void Add(in LogEntry<JsonPayload> entry)
    {
        var reader = new Utf8JsonReader(entry.Data.Utf8.Span, PSObjectJsonReader.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            HasData = true;
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            _members.TryAdd(JsonString.Read(ref reader), _members.Count);
            reader.Read();
            reader.Skip();
        }

        if (_members.Count > MaxMembers)
        {
            throw new TransferException(
                "TooManyColumns", ErrorCategory.LimitsExceeded, entry.Seq,
                $"Up to entry {entry.Seq} the data have {_members.Count} different members, more than a table has columns. Export to JSON lines with -Format Jsonl.");
        }
    }

    /// <summary>Which of the members a name is, in the order of <see cref="Members"/>.</summary>
    public bool TryFind(string member, [NotNullWhen(true)] out int? index)
    {
        bool isFound = _members.TryGetValue(member, out int found);
        index = isFound ? found : null;
        return isFound;
    }

    /// <summary>The column's name of a member.</summary>
    public static string ToColumn(string member) =>
        member.Length == 0 || IsReserved(member) || member.StartsWith(Escape, StringComparison.OrdinalIgnoreCase) ? Escape + member : member;

    /// <summary>The member's name of a column.</summary>
    public static string ToMember(string column) =>
        column.StartsWith(Escape, StringComparison.Ordinal) ? column[Escape.Length..] : column;

    // In any case: PowerShell takes columns that differ only in case for the same.
    private static bool IsReserved(string member) =>
        member.Equals(Seq, StringComparison.OrdinalIgnoreCase)
        || member.Equals(Timestamp, StringComparison.OrdinalIgnoreCase)
        || member.Equals(Data, StringComparison.OrdinalIgnoreCase);
}
