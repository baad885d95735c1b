namespace Ledgerline.FileSystem;

/// <summary>
/// Places in a log that searches came by: hints for the next search, in a bounded number. They are right as long as
/// the file is the same and nothing was cut from it. For one search at a time, and its reader.
/// </summary>
internal sealed class LogLandmarks
{
    private const int MaxCount = 128;

    private readonly List<LogLandmark> _places = [];
    private byte[]? _window;

    /// <summary>What a search reads into, and its reader reads on from.</summary>
    public byte[] Window => _window ??= LogSearch.NewWindow();

    /// <summary>Narrows the part of the file that has to be searched.</summary>
    /// <param name="target">The key that is looked for.</param>
    /// <param name="byTime">Whether it is a timestamp, and no number.</param>
    /// <param name="low">A place whose key is at most the target.</param>
    /// <param name="high">A place behind it, whose key is above the target.</param>
    public void Narrow(long target, bool byTime, ref LogLandmark low, ref LogLandmark high)
    {
        foreach (LogLandmark place in _places)
        {
            if (place.Offset >= high.Offset)
            {
                break;
            }

            if (place.Key(byTime) > target)
            {
                high = place;
                break;
            }

            low = place;
        }
    }

    /// <summary>Remembers the places that a search ended between, where entries begin there.</summary>
    public void AddBoth(LogLandmark low, LogLandmark high, long end)
    {
        if (low.Seq > 0)
        {
            Add(low);
        }

        if (high.Offset < end)
        {
            Add(high);
        }
    }

    /// <summary>Remembers a place. Where there are too many, the one goes that tells the least: its neighbours are closest.</summary>
    private void Add(LogLandmark place)
    {
        int index = _places.BinarySearch(place, ByOffset.Instance);
        if (index >= 0)
        {
            return;
        }

        _places.Insert(~index, place);
        if (_places.Count <= MaxCount)
        {
            return;
        }

        int least = 1;
        for (int i = 1; i + 1 < _places.Count; i++)
        {
            least = Width(i) < Width(least) ? i : least;
        }

        _places.RemoveAt(least);
    }

    public void Clear() => _places.Clear();

    private long Width(int index) => _places[index + 1].Offset - _places[index - 1].Offset;

    private sealed class ByOffset : IComparer<LogLandmark>
    {
        public static readonly ByOffset Instance = new();

        public int Compare(LogLandmark x, LogLandmark y) => x.Offset.CompareTo(y.Offset);
    }
}
