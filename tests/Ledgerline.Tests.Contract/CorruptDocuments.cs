using System.Text;

namespace Ledgerline.Tests.Contract;

public static class CorruptDocuments
{
    /// <summary>What is not the JSON of its type, with the line from 1 and the byte in it from 0 where it stops being so.</summary>
    public static TheoryData<string, byte[], long, long> All => new()
    {
        { "empty", [], 1, 0 },
        { "blank", "  \n "u8.ToArray(), 2, 1 },
        { "torn", "{\"value\":"u8.ToArray(), 1, 9 },
        { "no JSON", "value: 1"u8.ToArray(), 1, 0 },
        { "a byte order mark", "\uFEFF{\"value\":1}"u8.ToArray(), 1, 0 },
        { "more behind it", "{\"value\":1}\n{}"u8.ToArray(), 2, 0 },
        { "a NUL behind it", "{\"value\":1}\0"u8.ToArray(), 1, 11 },
        { "a trailing comma", "{\"value\":1,}"u8.ToArray(), 1, 11 },
        { "a cut character", [.. "{\n\"a\":\""u8, 0xC3], 2, 5 },
        { "no UTF-8", [.. "{\"value\":\""u8, 0xFF, .. "\"}"u8], 1, 10 },
        { "another type", "{\n\n  \"value\": \"text\"\n}"u8.ToArray(), 3, 17 },
        { "too large a number", "{\"value\":99999999999}"u8.ToArray(), 1, 20 },
        { "an array", "[1]"u8.ToArray(), 1, 1 },
        { "null", "null"u8.ToArray(), -1, -1 },
        { "too deep", Encoding.ASCII.GetBytes(new string('[', 2000) + new string(']', 2000)), 1, 1000 },
    };
}
