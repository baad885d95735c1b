namespace Ledgerline.Tests.Contract;

/// <summary>What no path of a blob may be, and what a prefix may be none of either.</summary>
public static class InvalidBlobPaths
{
    public static TheoryData<string> All { get; } =
    [
        "", "/", "/a", "//a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "./a", ".meta", ".meta/a.json", "a/.meta",
        ".hidden", "a/.hidden", "...", "\\", "a\\b", "..\\a", "a\\..\\b", "\\\\server\\share", "\\\\?\\C:\\a", "C:", "C:a", "C:/a", "C:\\a",
        "a:b", "a/b:stream", "file:///a", "a\0b", "\0", "a\0/../b", "a\nb", "a\tb", "a\u001Bb", "a\u007Fb", "a\u0085b", "a.", "a ", "a./b", "a /b", "a. .",
        " ", "  /a", "CON", "con", "Prn", "AUX", "nul", "COM0", "com1", "COM9", "LPT0", "lpt3", "COM¹", "lpt²", "COM³", "CONIN$", "conout$",
        "NUL.txt", "nul.tar.gz", "CON .txt", "a/NUL", "a/con.d/b",
        new('a', 256), "a/" + new string('é', 128), string.Concat(Enumerable.Repeat(new string('a', 204) + "/", 5)) + "a",
    ];

    /// <summary>Text that UTF-8 cannot say. Not theory data: the test runner would mend it.</summary>
    public static IReadOnlyList<string> HalfSurrogates { get; } = ["a\uD800b", "a\uDC00", "\uDC00\uD800", "a\uD83D", "\uD83D/a", "😀\uDC00"];

    /// <summary>Names that look dangerous and are not: nothing takes them apart.</summary>
    public static TheoryData<string> Kept { get; } =
    [
        "a", "a/b/c.txt", "%2e%2e", "%2e%2e/a", "a/%2E%2E%2Fb", "%2e%2e%5ca", "%00", "a..b", "a/b..c", "..\u2024a"[2..], "．．/a", "∕a", "~", "~root/a", "$HOME", "-rf",
        "a b", " a", "a*?", "a|b", "a\"b", "<a>", "a'b", "`id`", "COM10", "COM", "CONSOLE", "NULL", "a.NUL", "LPT", "COM⁴", "AUX1", "e\u0301", "é", "a\u202Eb", "\u200B",
        "projects", "a.jsonl", "a.lock", "a.json.tmp", "naïve/日本/😀.bin", new('a', 255), new string('é', 127) + "a",
        string.Concat(Enumerable.Repeat(new string('a', 203) + "/", 5)) + "aaaa",
    ];
}
