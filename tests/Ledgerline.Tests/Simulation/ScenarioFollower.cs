using Ledgerline.Drivers;

namespace Ledgerline.Tests.Simulation;

/// <summary>A follower, and what it was given so far.</summary>
internal sealed class ScenarioFollower(LogCursor cursor, long sinceSeq) : IDisposable
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string? _payload;

    /// <summary>The last number that it was given, or began after.</summary>
    public long Last { get; private set; } = sinceSeq;

    /// <summary>Whether it is moving: a cursor is for one thread at a time.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Moves to what is there already.</summary>
    /// <param name="model">What is acknowledged.</param>
    /// <param name="isQuiet">Whether nothing else happens meanwhile, so that everything acknowledged must come.</param>
    /// <param name="limit">How many entries to take.</param>
    /// <returns>Whether the follower can go on.</returns>
    public bool Follow(LogModel model, bool isQuiet, int limit)
    {
        IsBusy = true;
        try
        {
            for (int i = 0; i < limit; i++)
            {
                if (!cursor.MoveNext())
                {
                    LogModel.Require(
                        !isQuiet || model.Numbers.All(seq => seq <= Last),
                        $"a follower stands at {Last} and is given nothing more, {model.Last} is there");
                    return true;
                }

                Take(model, SimulatedProcess.Observe(cursor.Current), isQuiet);
            }

            return true;
        }
        catch (LogRewoundException)
        {
            LogModel.Require(
                _payload is null || model.MayBeDeleted || model.Find(Last) != _payload,
                $"a follower at {Last} was told that the log was rewound, and it was not");
            return false;
        }
        catch (LogTruncatedException)
        {
            LogModel.Require(
                !isQuiet || model.First > Last + 1, $"a follower at {Last} was told of a truncation, {model.First} is there");
            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }

    public void Dispose() => cursor.Dispose();

    private void Take(LogModel model, ObservedEntry entry, bool isQuiet)
    {
        (long seq, string payload) = entry;
        LogModel.Require(Last == 0 || seq == Last + 1, $"a follower was given {seq} after {Last}");
        LogModel.Require(model.WasTried(payload), $"a follower was given an invented entry at {seq}: {payload}");

        // What was removed while it looked it may still be given from the file that it holds, but nothing else behind it.
        bool isCurrent = model.Find(seq) == payload;
        bool isBehind = _payload is not null && model.Find(Last) != _payload;
        LogModel.Require(!isQuiet || isCurrent || isBehind || seq < model.First, $"a follower was given {payload} at {seq}, there is {model.Find(seq)}");
        LogModel.Require(_seen.Add(payload), $"a follower was given {seq} twice");
        LogModel.Require(
            !isBehind || !isCurrent || model.Find(Last) is null,
            $"a follower was given {seq} and not told that {Last}, which it saw, is another entry now");
        Last = seq;
        _payload = payload;
    }
}
