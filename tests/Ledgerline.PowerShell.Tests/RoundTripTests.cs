using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>
/// Any JSON goes through PowerShell's objects and comes back as it was: text, numbers, order, null, empty arrays and
/// all. <c>LEDGERLINE_SEED=S</c> runs one seed alone.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private const int Values = 300;

    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public static TheoryData<int> Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
            ? [seed] : [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_JSON_comes_back_as_it_was(int seed)
    {
        var random = new Random(seed);
        string[] values = [.. Enumerable.Range(0, Values).Select(_ => Value(random, depth: 0)?.ToJsonString(Options) ?? "null")];

        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments", values).AssertNoErrors();
        string[] read = [.. _session.Run("Get-LogEntry -Project p_demo | ForEach-Object ToJson").AssertNoErrors().Output.Select(json => $"{json}")];
        _session.Run("Get-LogEntry -Project p_demo | ForEach-Object { Add-LogEntry -Project p_demo -Log again -InputObject $_.Data }").AssertNoErrors();
        string[] again = [.. StoredLog.Read(_session.LogFile(log: "again")).Select(line => line.Data)];

        Assert.Equal(Values, read.Length);
        for (int i = 0; i < Values; i++)
        {
            Assert.True(values[i] == read[i], $"Seed {seed}, value {i}, read:\n{values[i]}\n{read[i]}");
            Assert.True(values[i] == again[i], $"Seed {seed}, value {i}, added again:\n{values[i]}\n{again[i]}");
        }
    }

    public void Dispose() => _session.Dispose();

    private static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 5 ? 7 : 10) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)),
        3 => JsonNode.Parse(Fraction(random)),
        4 => JsonNode.Parse(BigInteger(random)),
        5 => JsonValue.Create(Text(random)),
        6 => JsonValue.Create("2026-01-02T03:04:05+01:00"),
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => Object(random, depth),
    };

    private static JsonObject Object(Random random, int depth)
    {
        var members = new JsonObject();
        for (int i = random.Next(6); i > 0; i--)
        {
            members[Name(random)] = Value(random, depth + 1);
        }

        return members;
    }

    // A few names often, so that shapes are met again; some that differ only in case, are empty or reserved; some once.
    private static string Name(Random random) => random.Next(12) switch
    {
        0 => "",
        1 => "PSObject",
        2 => "KIND",
        3 => "Count",
        4 => Text(random),
        var n => ((string[])["kind", "file", "turn", "n", "at", "ratio", "Length"])[n - 5],
    };

    // The shortest text of a double, as it is written, with a point or an exponent.
    private static string Fraction(Random random)
    {
        double value = BitConverter.Int64BitsToDouble(random.NextInt64());
        string text = (double.IsFinite(value) && random.Next(2) == 0 ? value : Math.Round(random.NextDouble() * 1000, random.Next(6)))
            .ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string BigInteger(Random random) =>
        "9" + string.Concat(Enumerable.Range(0, random.Next(19, 40)).Select(_ => (char)('0' + random.Next(10))));

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(12); i > 0; i--)
        {
            text.Append(random.Next(5) switch
            {
                0 => (char)random.Next(1, 0x20),
                1 => (char)random.Next(0xA0, 0x800),
                2 => "\"\\/'<>&+"[random.Next(8)],
                _ => (char)random.Next(0x20, 0x7F),
            });
        }

        return random.Next(10) == 0 ? text.Append("\U0001F680").ToString() : text.ToString();
    }
}
