using CsCheck;

namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>Random operations on documents or blobs, as CsCheck makes and shrinks them.</summary>
internal static class VersionedGenerators
{
    private static readonly Gen<ExpectedVersion> Expected = Gen.Frequency(
        (4, Gen.Const(ExpectedVersion.Any)),
        (3, Gen.Const(ExpectedVersion.None)),
        (6, Gen.Const(ExpectedVersion.LastSeen)),
        (2, Gen.Const(ExpectedVersion.SeenBefore)),
        (1, Gen.Const(ExpectedVersion.OfAnotherKey)),
        (1, Gen.Const(ExpectedVersion.Unheard)));

    /// <summary>A history that one caller makes; each step is compared with the model.</summary>
    public static Gen<VersionedStep[]> Sequence { get; } = Gen.Select(
        Gen.Frequency(
            (14, Single(OneOf("a", "b", "ab", "B", "_", "a-1"))),
            (3, OneOf("", "a", "ab", "b", "x").Select(prefix => (VersionedOperation)new VersionedOperation.List(prefix)))),
        Gen.Int[0, 3],
        Gen.Int[0, 30],
        (operation, by, reopens) => new VersionedStep(operation, by == 0, reopens == 0)).Array[1, 80];

    /// <summary>
    /// Histories that several callers make at once: few steps, because every order of them may have to be tried. None
    /// lists: a listing goes on while others write, and is not of one moment.
    /// </summary>
    public static Gen<VersionedOperation[][]> Concurrent { get; } = Single(OneOf("a", "a", "b")).Array[1, 6].Array[2, 4];

    private static Gen<string> OneOf(params string[] keys) => Gen.Int[0, keys.Length - 1].Select(i => keys[i]);

    private static Gen<VersionedOperation> Single(Gen<string> keys) => Gen.Frequency(
        (5, keys.Select(key => (VersionedOperation)new VersionedOperation.Get(key))),
        (6, Gen.Select(keys, Expected, Gen.Int[0, 3000], (key, expected, length) => (VersionedOperation)new VersionedOperation.Put(key, expected, length / 100 * (length % 2)))),
        (4, keys.Select(key => (VersionedOperation)new VersionedOperation.Update(key))),
        (2, Gen.Select(keys, Expected, (key, expected) =>
            (VersionedOperation)new VersionedOperation.Delete(key, expected == ExpectedVersion.None ? ExpectedVersion.Any : expected))));
}
