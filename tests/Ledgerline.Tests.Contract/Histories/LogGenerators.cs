using CsCheck;

namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Random operations, as CsCheck makes and shrinks them.</summary>
public static class LogGenerators
{
    private static readonly Gen<Place> NearFirst = Gen.Int[-3, 8].Select(o => new Place(PlaceOrigin.First, o));

    private static readonly Gen<Place> NearLast = Gen.Int[-3, 3].Select(o => new Place(PlaceOrigin.Last, o));

    private static readonly Gen<Place> Anywhere = Gen.Frequency(
        (2, Gen.Const(Place.Of(0))),
        (2, NearFirst),
        (2, NearLast),
        (1, Gen.Int[0, 30].Select(o => Place.Of(o))));

    private static readonly Gen<int?> Time = Gen.Frequency((3, Gen.Const((int?)null)), (1, Gen.Int[-40, 10].Select(t => (int?)t)));

    private static readonly Gen<int?> Limit = Gen.Frequency((2, Gen.Const((int?)null)), (1, Gen.Int[0, 12].Select(l => (int?)l)));

    public static Gen<LogOperation> Append { get; } =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 40], Gen.Bool, (size, length, sync) => (LogOperation)new LogOperation.Append(size, length, sync));

    public static Gen<LogOperation> TryAppend { get; } = Gen.Select(
        Gen.Int[0, 5],
        Gen.Int[0, 40],
        Gen.Frequency((2, Gen.Const(new Place(PlaceOrigin.Last, 0))), (1, NearLast)),
        (size, length, expected) => (LogOperation)new LogOperation.TryAppend(size, length, expected));

    public static Gen<LogOperation> Import { get; } = Gen.Select(
        Gen.Int[1, 5],
        Gen.Frequency((3, Gen.Const(new Place(PlaceOrigin.Last, 1))), (1, NearLast), (1, Anywhere)),
        Gen.Int[-5, 5],
        Gen.Int[0, 3],
        (size, first, time, step) => (LogOperation)new LogOperation.Import(size, first, time, step));

    public static Gen<LogOperation> ImportAfter { get; } = Gen.Select(
        Gen.Int[0, 3],
        Gen.Frequency((4, Gen.Const(new Place(PlaceOrigin.Last, 0))), (1, NearLast)),
        Gen.Int[0, 4],
        Gen.Int[-5, 5],
        (size, after, leftOut, time) => (LogOperation)new LogOperation.ImportAfter(size, after, leftOut, time));

    public static Gen<LogOperation> Truncate { get; } =
        Gen.Frequency((7, NearFirst), (1, NearLast)).Select(place => (LogOperation)new LogOperation.Truncate(place));

    public static Gen<LogOperation> Read { get; } = Gen.Select(
        Gen.Select(Anywhere, Time, Time, Limit),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        (which, how) => (LogOperation)new LogOperation.Read(which.Item1, which.Item2, which.Item3, which.Item4, how.Item1, how.Item2, how.Item3));

    public static Gen<LogOperation> Info { get; } = Gen.Const<LogOperation>(new LogOperation.Info());

    public static Gen<LogOperation> Complete { get; } = Gen.Const<LogOperation>(new LogOperation.Complete());

    /// <summary>A history that one caller makes; each step is compared with the model.</summary>
    public static Gen<HistoryStep[]> Sequence { get; } = Gen.Frequency(
        (38, Gen.Select(
            Gen.Frequency((6, Append), (3, TryAppend), (2, Import), (1, ImportAfter), (3, Truncate), (9, Read), (2, Info)),
            Gen.Int[0, 3],
            (operation, by) => (HistoryStep)new HistoryStep.Do(operation, by == 0))),
        (1, Gen.OneOf(Gen.Const<LogOperation>(new LogOperation.Delete()), Complete).Select(o => (HistoryStep)new HistoryStep.Do(o, false))),
        (3, Gen.Int[-5, 15].Select(ms => (HistoryStep)new HistoryStep.MoveClock(ms))),
        (1, Gen.Const<HistoryStep>(new HistoryStep.Reopen())),
        (9, Gen.Const<HistoryStep>(new HistoryStep.Follow()))).Array[1, 100];

    /// <summary>
    /// Histories that several callers make at once: few steps, because every order of them may have to be tried. None
    /// deletes, because a deletion is several steps: readers may see the head without its log.
    /// </summary>
    public static Gen<LogOperation[][]> Concurrent { get; } =
        Gen.Frequency((8, Append), (6, TryAppend), (5, Truncate), (8, Read), (5, Info), (1, Complete)).Array[1, 5].Array[2, 4];
}
