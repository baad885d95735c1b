using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Logs;

/// <summary>Which logs are meant by names and patterns of logs and keys.</summary>
internal sealed class LogSelection
{
    private readonly NamePattern[] _logs;
    private readonly NamePattern[] _keys;
    private readonly bool _withoutKey;
    private readonly bool _anyKey;

    private LogSelection(string[] logs, string?[] keys, bool anyKey)
    {
        _logs = [.. logs.Select(log => new NamePattern(log))];
        _keys = [.. keys.Where(key => !string.IsNullOrEmpty(key)).Select(key => new NamePattern(key!))];
        _withoutKey = anyKey || keys.Any(string.IsNullOrEmpty);
        _anyKey = anyKey;
    }

    /// <summary>The logs of these names with these keys; null or empty among the keys means the log without a key.</summary>
    public static LogSelection WithKeys(string[] logs, string?[]? keys) => new(logs, keys ?? [null], anyKey: false);

    /// <summary>The logs of these names, those without a key and those with any.</summary>
    public static LogSelection OfAllKeys(string[] logs) => new(logs, ["*"], anyKey: true);

    /// <summary>Finds the logs that are there: by name, the one without a key first.</summary>
    /// <param name="project">Where to look.</param>
    /// <param name="onMissing">Told of what was named, without a wildcard, and is not there.</param>
    /// <param name="stopToken">Ends the search.</param>
    public List<(string Name, string? Key)> Find(
        Project project, Action<(string Name, string? Key)> onMissing, CancellationToken stopToken)
    {
        HashSet<(string Name, string? Key)> found = [];
        foreach ((string name, bool isNamed) in FindNames(project, stopToken))
        {
            int before = found.Count;
            if (_withoutKey)
            {
                Look((name, null), isNamed && !_anyKey);
            }

            FindKeys(name, isNamed);
            if (_anyKey && isNamed && found.Count == before)
            {
                onMissing((name, null));
            }
        }

        return [.. found];

        void FindKeys(string name, bool isNamed)
        {
            foreach (NamePattern key in _keys.Where(key => !key.HasWildcards))
            {
                Look((name, key.Text), isNamed);
            }

            NamePattern[] patterns = [.. _keys.Where(key => key.HasWildcards)];
            if (patterns.Length > 0)
            {
                found.UnionWith(project.ListLogKeysAsync(name, stopToken).ToBlockingEnumerable(stopToken)
                    .Where(key => patterns.Any(pattern => pattern.Matches(key)))
                    .Select(key => (name, (string?)key)));
            }
        }

        void Look((string Name, string? Key) log, bool isNamed)
        {
            if (project.Log(log.Name, log.Key).ExistsAsync(stopToken).AsTask().GetAwaiter().GetResult())
            {
                found.Add(log);
            }
            else if (isNamed)
            {
                onMissing(log);
            }
        }
    }

    /// <summary>The names that are meant, and whether each was named and not only matched.</summary>
    private IEnumerable<(string Name, bool IsNamed)> FindNames(Project project, CancellationToken stopToken)
    {
        IEnumerable<string> named = _logs.Where(log => !log.HasWildcards).Select(log => log.Text).Distinct(StringComparer.Ordinal);
        NamePattern[] patterns = [.. _logs.Where(log => log.HasWildcards)];
        return patterns.Length == 0
            ? named.Select(name => (name, true))
            : named.Select(name => (name, true)).Concat(
                project.ListLogsAsync(stopToken).ToBlockingEnumerable(stopToken)
                    .Where(name => patterns.Any(pattern => pattern.Matches(name)))
                    .Select(name => (name, false)));
    }
}
