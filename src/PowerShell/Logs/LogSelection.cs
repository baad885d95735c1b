using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Logs;

/// <summary>Which logs are meant by names and patterns of logs and keys.</summary>
internal sealed class LogSelection
{
    private readonly NameSelection _logs;
    private readonly NameSelection _keys;
    private readonly bool _withoutKey;
    private readonly bool _anyKey;

    private LogSelection(string[] logs, string?[] keys, bool anyKey)
    {
        _logs = new NameSelection(logs);
        _keys = new NameSelection(keys.OfType<string>().Where(key => key.Length > 0));
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
        List<(string Name, string? Key)> found = [];
        foreach (string name in _logs.Of(() => project.ListLogsAsync(stopToken).ToBlockingEnumerable(stopToken)))
        {
            bool isNamed = _logs.IsNamed(name);
            int before = found.Count;
            if (_withoutKey)
            {
                Look((name, null), isNamed && !_anyKey);
            }

            foreach (string key in _keys.Of(() => project.ListLogKeysAsync(name, stopToken).ToBlockingEnumerable(stopToken)))
            {
                if (_keys.IsNamed(key))
                {
                    Look((name, key), isNamed);
                }
                else
                {
                    found.Add((name, key));
                }
            }

            if (_anyKey && isNamed && found.Count == before)
            {
                onMissing((name, null));
            }
        }

        return found;

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
}
