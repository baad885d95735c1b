namespace Ledgerline.Tests.Contract;

/// <summary>JSON that a query, a text column or a copying protocol could take for something else, or could not hold.</summary>
public static class HostilePayloads
{
    public static TheoryData<string> All { get; } =
    [
        "\"'); drop table entry; --\"",
        "\"'' '; $1 $$ $x$ :a @a ? %s {0}\"",
        "\"\\\\' or 1=1 /* \\\\x00 E'\\\\n'\"",
        "\"\\\\. \\\\N \\\\t \\t\"",
        "\"\\u0000\"",
        "{\"\\u0000\":\"\\u0000\"}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800 \\uDFFF\"",
        "\"\uFEFF\uFFFE\uFFFF\uD83D\uDE80 e\u0301 é\"",
        "{\"a\":1,\"a\":{\"b\":1E+400,\"b\":-0}}",
        "  [ 1 ,2 ]  ",
        $"{new string('[', 999)}{new string(']', 999)}",
        $"{string.Concat(Enumerable.Repeat("{\"a\":", 999))}null{new string('}', 999)}",
    ];
}
