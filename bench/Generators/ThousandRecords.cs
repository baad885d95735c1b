using System.Text;

namespace Ledgerline.Bench.Generators;

/// <summary>The source of a thousand records with 4 to 12 members each and the types that they are made of, a file each.</summary>
internal static class ThousandRecords
{
    public const int Count = 1000;

    /// <summary>A file that has nothing to do with the records.</summary>
    public const string Unrelated = "namespace Shop; public static class Unrelated { public static int Answer() => 42; }";

    private const int FewestMembers = 4;
    private const int MostMembers = 12;

    private static readonly string[] Types =
    [
        "string", "int", "DateTimeOffset", "Line", "long", "bool", "ImmutableArray<string>", "double", "Guid", "decimal", "State", "string?",
    ];

    /// <summary>The records, annotated for us.</summary>
    public static IEnumerable<string> Annotated() =>
        Enumerable.Range(0, Count).Select(n => Record(n, $"[Ledgerline.AppendLog(\"changed-{n}\")]\npublic sealed partial record", "Line", "State"));

    /// <summary>The same records, listed in a context of System.Text.Json.</summary>
    public static IEnumerable<string> Listed() =>
        Enumerable.Range(0, Count).Select(n => Record(n, "public sealed record", "Line", "State")).Append(Context());

    private static string Record(int number, string declaration, string line, string state)
    {
        var source = new StringBuilder();
        source.AppendLine("using System;").AppendLine("using System.Collections.Immutable;").AppendLine();
        source.AppendLine("namespace Shop;").AppendLine();
        source.Append(declaration).Append($" Changed{number}(");
        int members = FewestMembers + (number % (MostMembers - FewestMembers + 1));
        for (int i = 0; i < members; i++)
        {
            string type = Types[(number + i) % Types.Length].Replace("Line", $"{line}{number}").Replace("State", $"{state}{number}");
            source.Append(i == 0 ? "" : ", ").Append($"{type} Member{i}");
        }

        source.AppendLine(");").AppendLine();
        source.AppendLine($"public sealed record {line}{number}(string Product, int Pieces, decimal Price);").AppendLine();
        source.AppendLine($"public enum {state}{number} {{ Open, Paid, Sent }}");
        return source.ToString();
    }

    private static string Context()
    {
        var source = new StringBuilder();
        source.AppendLine("using System.Text.Json.Serialization;").AppendLine().AppendLine("namespace Shop;").AppendLine();
        source.AppendLine("[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]");
        for (int n = 0; n < Count; n++)
        {
            source.AppendLine($"[JsonSerializable(typeof(Changed{n}))]");
        }

        source.AppendLine("internal sealed partial class ShopContext : JsonSerializerContext;");
        return source.ToString();
    }
}
