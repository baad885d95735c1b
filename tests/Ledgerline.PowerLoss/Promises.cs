using System.Globalization;

namespace Ledgerline.PowerLoss;

/// <summary>What the loads' lines promise, log by log and file by file.</summary>
internal sealed class Promises
{
    private readonly Dictionary<string, LogPromises> _logs = [];
    private readonly Dictionary<string, FilePromise> _files = [];

    public IEnumerable<KeyValuePair<string, LogPromises>> Logs => _logs;

    /// <summary>Those of a kind, by their keys.</summary>
    public IEnumerable<(string Key, FilePromise Promise)> FilesOf(string kind) =>
        _files.Where(file => file.Key.StartsWith(kind + ":", StringComparison.Ordinal)).Select(file => (file.Key[(kind.Length + 1)..], file.Value));

    public int Acknowledged { get; private set; }

    /// <summary>Writes and deletions of documents and blobs.</summary>
    public int Written { get; private set; }

    /// <summary>Documents and blobs that were not flushed and were found in part.</summary>
    public int Torn { get; set; }

    /// <summary>Acknowledgements that nobody would have heard of.</summary>
    public int DuringCuts { get; private set; }

    public int Truncations { get; private set; }

    public int Deletions { get; private set; }

    /// <summary>Takes note of one line of a load.</summary>
    public void Read(string line, PowerCut cut)
    {
        string[] words = line.Split(' ');
        switch (words[0])
        {
            case "putting":
                OfFile(words[1]).Try((int)Seq(words[2]), words[3] == "flushed");
                return;
            case "removing":
                OfFile(words[1]).Try(0, isFlushed: true);
                return;
            default:
                break;
        }

        if (words.Length > 3 && cut.IsDuring(Seq(words[^2]), Seq(words[^1])))
        {
            DuringCuts++;
            return;
        }

        switch (words[0])
        {
            case "put":
                OfFile(words[1]).Acknowledge((int)Seq(words[2]));
                Written++;
                return;
            case "removed":
                OfFile(words[1]).Acknowledge(0);
                Written++;
                return;
            default:
                ReadOfLog(words, Of(words[1]));
                return;
        }
    }

    private void ReadOfLog(string[] words, LogPromises log)
    {
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
                throw new InvalidOperationException($"A load printed: {string.Join(' ', words)}");
        }
    }

    private FilePromise OfFile(string key)
    {
        if (!_files.TryGetValue(key, out FilePromise? promise))
        {
            _files.Add(key, promise = new FilePromise());
        }

        return promise;
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
