using System.Text;

namespace Ledgerline.PowerShell.Json;

/// <summary>JSON on several lines, for people. Only white space is added: every number and every text stays as it is.</summary>
internal static class JsonIndent
{
    private const int Step = 2;

    /// <param name="json">One JSON value without white space.</param>
    public static string Indent(string json)
    {
        var text = new StringBuilder(json.Length * 2);
        int depth = 0;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            switch (c)
            {
                case '"':
                    int end = EndOfString(json, i);
                    text.Append(json, i, end - i);
                    i = end - 1;
                    break;
                case '{' or '[' when json[i + 1] is '}' or ']':
                    text.Append(c).Append(json[++i]);
                    break;
                case '{' or '[':
                    NewLine(text.Append(c), ++depth);
                    break;
                case '}' or ']':
                    NewLine(text, --depth).Append(c);
                    break;
                case ',':
                    NewLine(text.Append(c), depth);
                    break;
                case ':':
                    text.Append(": ");
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        return text.ToString();
    }

    private static StringBuilder NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth * Step);

    private static int EndOfString(string json, int start)
    {
        int at = start + 1;
        while (json[at] != '"')
        {
            at += json[at] == '\\' ? 2 : 1;
        }

        return at + 1;
    }
}
