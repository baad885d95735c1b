using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ledgerline.Tests.Contract;

/// <summary>What calls were told while a project was deleted and perhaps made anew, and when each began and ended.</summary>
internal sealed class ProjectRace
{
    private readonly ConcurrentBag<Call> _appends = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Call>> _puts = new();
    private readonly ConcurrentBag<Call> _others = [];
    private long _deleting = long.MaxValue;
    private long _deleted = long.MaxValue;
    private long _creating = long.MaxValue;
    private long _created = long.MaxValue;

    public void Deleting() => _deleting = Tick();

    public void Deleted() => _deleted = Tick();

    public void Creating() => _creating = Tick();

    public void Created() => _created = Tick();

    /// <summary>An append of a number, once or several times in a batch.</summary>
    public Task AppendAsync(int number, int count, Func<Task<long>> append) => CallAsync(append, call =>
        _appends.Add(call with { Number = number, Count = count }));

    /// <summary>A put to a key that nobody else writes to.</summary>
    public Task PutAsync<T>(string key, int number, Func<Task<T>> put) => CallAsync(
        async () =>
        {
            await put();
            return 0;
        },
        call => _puts.GetOrAdd(key, _ => []).Enqueue(call with { Number = number }));

    public Task RunAsync<T>(Func<Task<T>> run) => CallAsync(
        async () =>
        {
            await run();
            return 0;
        },
        _others.Add);

    /// <summary>Takes what another process was told, as it printed it.</summary>
    /// <param name="line">What, begun, ended, seq or -, number, count.</param>
    /// <param name="key">The key that it puts to.</param>
    public void Note(string line, string key)
    {
        string[] parts = line.Split(' ');
        long? seq = parts[3] == "-" ? null : Number(3);
        var call = new Call(Number(1), Number(2), seq) { Number = (int)Number(4), Count = (int)Number(5) };
        if (parts[0] == "append")
        {
            _appends.Add(call);
        }
        else
        {
            _puts.GetOrAdd(key, _ => []).Enqueue(call);
        }

        long Number(int part) => long.Parse(parts[part], CultureInfo.InvariantCulture);
    }

    /// <summary>Nothing that began after the deletion, and ended before the project was made anew, was done.</summary>
    public void CheckNothingIsAcknowledged()
    {
        foreach (Call call in _appends.Concat(_puts.Values.SelectMany(static puts => puts)).Concat(_others))
        {
            Assert.False(
                call is { Seq: not null } && call.Begun > _deleted && call.Ended < _creating,
                $"{call} was acknowledged in a deleted project (deleted at {_deleted}, made anew from {_creating})");
            Assert.False(
                call is { Seq: null } && (call.Ended < _deleting || call.Begun > _created),
                $"{call} was refused in a project that was there (deleted from {_deleting}, made anew at {_created})");
        }
    }

    /// <summary>Checks what is in the log of the project that was made anew.</summary>
    public void CheckEntries(int[] numbers)
    {
        CheckNothingIsAcknowledged();
        Dictionary<int, Call> byNumber = _appends.ToDictionary(static call => call.Number);
        foreach (Call call in _appends.Where(static call => call.Seq is not null))
        {
            int first = (int)call.Seq!.Value - 1;
            bool isThere = first + call.Count <= numbers.Length && numbers.AsSpan(first, call.Count).Count(call.Number) == call.Count;
            Assert.False(isThere && call.Ended < _creating, $"{call} is from before the project was made anew ({_creating}) and is there");
            Assert.True(isThere || call.Begun < _deleted, $"{call} was acknowledged in the project that was made anew, and is not there");
        }

        foreach ((int number, int count) in numbers.CountBy(static number => number))
        {
            Call call = byNumber[number];
            Assert.True(call.Ended > _creating, $"{call} came back");
            Assert.Equal(call.Count, count);
        }
    }

    /// <summary>Checks a document of the project that was made anew.</summary>
    public void CheckDocument(string key, int? found)
    {
        Call[] puts = [.. _puts.GetValueOrDefault(key) ?? []];
        Call? last = puts.LastOrDefault(call => call.Seq is not null && call.Begun > _deleted);
        if (last is not null)
        {
            Assert.Equal(last.Number, found);
        }
        else if (found is not null)
        {
            Assert.True(puts.Single(call => call.Number == found).Ended > _creating, $"{found} came back");
        }
    }

    private static async Task CallAsync(Func<Task<long>> run, Action<Call> note)
    {
        long begun = Tick();
        try
        {
            long seq = await run();
            note(new(begun, Tick(), seq));
        }
        catch (ProjectNotFoundException)
        {
            note(new(begun, Tick(), null));
        }
    }

    /// <summary>The same clock for all processes.</summary>
    private static long Tick() => Stopwatch.GetTimestamp();

    /// <param name="Begun">When it began.</param>
    /// <param name="Ended">When it ended.</param>
    /// <param name="Seq">What it was told; null where there was no project.</param>
    private sealed record Call(long Begun, long Ended, long? Seq)
    {
        public int Number { get; init; }

        public int Count { get; init; }
    }
}
