namespace Ledgerline.Tests.Contract;

/// <summary>What no project id, log name, set name or key may be.</summary>
public static class InvalidNames
{
    public static TheoryData<string> All { get; } =
    [
        "", " ", "a b", ".", "..", "../x", "..\\x", "a/b", "/a", "a\\b", "a.b", ".meta", "C:", "a:b", "a\0b", "a\n", "naïve",
        "ａ", "a\u0301", "%2e%2e", "~", "a*", new('a', 129),
    ];
}
