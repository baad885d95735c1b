using System.Text;

namespace Ledgerline.Postgres;

/// <summary>The paths that begin with a prefix, as a part of an index in the order of UTF-8's bytes, which is that of code points.</summary>
/// <param name="From">The first one there can be.</param>
/// <param name="Below">The first text behind all of them; null where there is none.</param>
internal readonly record struct PathRange(string From, string? Below)
{
    public static PathRange Of(string prefix) => new(prefix, Behind(prefix));

    private static string? Behind(string prefix)
    {
        const int Last = 0x10FFFF;
        const int FirstSurrogate = 0xD800;
        const int BehindSurrogates = 0xE000;
        Rune[] runes = [.. prefix.EnumerateRunes()];
        for (int i = runes.Length - 1; i >= 0; i--)
        {
            if (runes[i].Value < Last)
            {
                int next = runes[i].Value + 1;
                runes[i] = new Rune(next == FirstSurrogate ? BehindSurrogates : next);
                return string.Concat(runes[..(i + 1)]);
            }
        }

        return null;
    }
}
