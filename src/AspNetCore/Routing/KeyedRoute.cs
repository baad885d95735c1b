namespace Ledgerline.AspNetCore;

/// <summary>
/// A pattern whose <c>{key?}</c> may be left out wherever it stands. Routing itself allows that only at a pattern's end; in the
/// middle it takes two patterns.
/// </summary>
internal static class KeyedRoute
{
    private const string Optional = "{" + RequestScope.KeyParameter + "?}";
    private const string Required = "{" + RequestScope.KeyParameter + "}";

    public static IReadOnlyList<string> Of(string pattern) => pattern.Contains(Optional + "/", StringComparison.Ordinal)
        ? [pattern.Replace(Optional, Required, StringComparison.Ordinal), pattern.Replace(Optional + "/", "", StringComparison.Ordinal)]
        : [pattern];
}
