using System.Globalization;
using System.Text;

namespace Ledgerline.Generator;

/// <summary>Names in snake and kebab case, as System.Text.Json divides them into words.</summary>
internal static class SeparatedWords
{
    private enum Last
    {
        Nothing,
        Capital,
        SmallOrDigit,
        Space,
    }

    public static string Convert(string name, char separator, bool isUpper)
    {
        var text = new StringBuilder(name.Length + 8);
        Last last = Last.Nothing;
        for (int i = 0; i < name.Length; i++)
        {
            switch (char.GetUnicodeCategory(name[i]))
            {
                case UnicodeCategory.UppercaseLetter:
                    // Of a run of capitals the last one begins the next word: IOStream is io_stream.
                    bool endsCapitals = last == Last.Capital && i + 1 < name.Length && char.IsLower(name[i + 1]);
                    if (endsCapitals || last is Last.SmallOrDigit or Last.Space)
                    {
                        text.Append(separator);
                    }

                    text.Append(isUpper ? name[i] : char.ToLowerInvariant(name[i]));
                    last = Last.Capital;
                    break;
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber:
                    if (last == Last.Space)
                    {
                        text.Append(separator);
                    }

                    text.Append(isUpper ? char.ToUpperInvariant(name[i]) : name[i]);
                    last = Last.SmallOrDigit;
                    break;
                case UnicodeCategory.SpaceSeparator:
                    last = last == Last.Nothing ? Last.Nothing : Last.Space;
                    break;
                default:
                    // Anything else stays, and begins anew.
                    text.Append(name[i]);
                    last = Last.Nothing;
                    break;
            }
        }

        return text.ToString();
    }
}
