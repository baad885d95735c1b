using System.Globalization;

namespace Ledgerline.PowerLoss;

/// <summary>What the loads' lines promise, log by log.</summary>
internal sealed class Promises
{
    private readonly Dictionary<string, LogPromises> _logs = [];

    public IEnumerable<KeyValuePair<string, LogPromises>> Logs => _logs;

    public int Acknowledged { get; private set; }

    /// <summary>Acknowledgements that nobody would have heard of.</summary>
    public int DuringCuts { get; private set; }

    public int Truncations { get; private set; }

    public int Deletions { get; private set; }

    /// <summary>Takes note of one line of a load.</summary>
    public void Read(string line, PowerCut cut)
    {
        string[] words = line.Split(' ');
        LogPromises log = Of(words[1]);
        if (words.Length > 3 && cut.IsDuring(Seq(words[^2]), Seq(words[^1])))
        {
            DuringCuts++;
            return;
        }

        switch (words[0])
        {
            case "flushed":
                log.Add(Seq(words[2]), new(words[1], words[3], (int)Seq(words[4]), (int)Seq(words[5])));
                Acknowledged++;
                break;
            case "buffered":
                // It may be lost, until something flushed stands behind it.
                break;
            case "truncating":
                log.MayBeRemoved = Math.Max(log.MayBeRemoved, Seq(words[2]));
                break;
            case "truncated":
                log.Removed = Math.Max(log.Removed, Seq(words[2]));
                Truncations++;
                break;
            case "deleting":
                log.MayBeDeleted = true;
                break;
            case "deleted":
                log.IsDeleted = true;
                Deletions++;
                break;
            default:
                throw new InvalidOperationException($"A load printed: {line}");
        }
    }

    public LogPromises Of(string log)
    {
        if (!_logs.TryGetValue(log, out LogPromises? promises))
        {
            _logs.Add(log, promises = new LogPromises());
        }

        return promises;
    }

    public void Forget(string log) => _logs.Remove(log);

    private static long Seq(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
