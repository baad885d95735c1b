using System.Runtime.CompilerServices;

namespace Ledgerline.Copying;

/// <summary>Compares names that come in ordinal order, in constant memory.</summary>
internal static class NameDifference
{
    /// <summary>The names that only one side has.</summary>
    public static async IAsyncEnumerable<(string Name, bool IsInSource)> FindAsync(
        IAsyncEnumerable<string> source, IAsyncEnumerable<string> target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<string> left = source.GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable leftEnd = left.ConfigureAwait(false);
        IAsyncEnumerator<string> right = target.GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable rightEnd = right.ConfigureAwait(false);
        bool hasLeft = await left.MoveNextAsync().ConfigureAwait(false);
        bool hasRight = await right.MoveNextAsync().ConfigureAwait(false);
        while (hasLeft || hasRight)
        {
            int order = !hasLeft ? 1 : !hasRight ? -1 : string.CompareOrdinal(left.Current, right.Current);
            if (order != 0)
            {
                yield return (order < 0 ? left.Current : right.Current, order < 0);
            }

            hasLeft = order <= 0 ? await left.MoveNextAsync().ConfigureAwait(false) : hasLeft;
            hasRight = order >= 0 ? await right.MoveNextAsync().ConfigureAwait(false) : hasRight;
        }
    }
}
