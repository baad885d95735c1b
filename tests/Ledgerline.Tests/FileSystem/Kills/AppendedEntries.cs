using System.Globalization;
using System.Text.Json;

namespace Ledgerline.Tests.FileSystem.Kills;

/// <summary>What several processes were acknowledged and several readers saw of one log: all must tell one story.</summary>
internal sealed class AppendedEntries
{
    /// <summary>A batch that was acknowledged but not printed to its end, and the next one, under way.</summary>
    private const int MaxUnderWay = 10;

    private readonly Dictionary<long, (string By, int N)> _entries = [];
    private readonly Dictionary<string, int> _acknowledged = [];

    /// <summary>One process's whole output.</summary>
    /// <param name="by">The name that it wrote into its entries.</param>
    /// <param name="lines">The number of its first entry, of its second and so on.</param>
    public void Acknowledge(string by, IReadOnlyList<string> lines)
    {
        _acknowledged.Add(by, lines.Count);
        for (int n = 0; n < lines.Count; n++)
        {
            See(long.Parse(lines[n], CultureInfo.InvariantCulture), (by, n), "acknowledged");
        }
    }

    public void See(long seq, JsonElement data, string where) =>
        See(seq, (data.GetProperty("by").GetString()!, data.GetProperty("n").GetInt32()), where);

    /// <summary>The entries from <paramref name="firstSeq"/> on are those that were acknowledged, in the order in which each process appended, and at most what was under way.</summary>
    public void Check(long firstSeq, IReadOnlySet<long> found)
    {
        foreach ((long seq, (string by, int n)) in _entries)
        {
            Assert.True(seq < firstSeq || found.Contains(seq), $"{seq} of {by} is missing");
            Assert.True(n < _acknowledged[by] + MaxUnderWay, $"{seq} is the {n}th of {by}, which had {_acknowledged[by]} acknowledged");
        }

        foreach (IGrouping<string, (long Seq, int N)> each in _entries.Select(e => (e.Key, e.Value.By, e.Value.N)).GroupBy(e => e.By, e => (e.Key, e.N)))
        {
            int[] numbers = [.. each.OrderBy(e => e.Seq).Select(e => e.N)];
            Assert.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), $"{each.Key}'s entries are not in order, or twice there");
        }
    }

    private void See(long seq, (string By, int N) entry, string where)
    {
        if (!_entries.TryAdd(seq, entry))
        {
            Assert.True(_entries[seq] == entry, $"{seq} is {_entries[seq]}, and {entry} where it was {where}");
        }
    }
}
