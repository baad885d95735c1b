using Ledgerline.Drivers;

namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>
/// A watch of a set, and what its own process has written since it last looked: that, at least, it must tell. It moves
/// only when it is asked, so that nothing looks at the disk beside the program.
/// </summary>
internal sealed class DocumentWatchModel(IDocumentWatch watch) : IDisposable
{
    private readonly HashSet<string> _expected = [];

    public void Expect(string key) => _expected.Add(key);

    /// <summary>Takes what is told, up to what must be.</summary>
    public void Check(DocumentSet set)
    {
        Dictionary<string, KvChangeKind> told = [];
        while (_expected.Any(key => !told.ContainsKey(key)))
        {
            Task<bool> next = watch.MoveNextAsync(CancellationToken.None).AsTask();
            LogModel.Require(next.Wait(TimeSpan.FromSeconds(20)), $"{set}: the watch tells {string.Join(' ', told)}, and not of all of {string.Join(' ', _expected)}");
            LogModel.Require(next.Result, $"{set}: the watch has ended");
            LogModel.Require(set.Documents.Any(document => document.Key == watch.Current.Key), $"{set}: the watch tells of {watch.Current}");
            told[watch.Current.Key] = watch.Current.Kind;
        }

        foreach (string key in _expected)
        {
            KvChangeKind expected = set.Present.Contains(key) ? KvChangeKind.Put : KvChangeKind.Delete;
            LogModel.Require(told[key] == expected, $"{set}: the watch ends with {told[key]} of {key}");
        }

        _expected.Clear();
    }

    public void Dispose() => watch.Dispose();
}
