using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>docs/postgres.md shows what there is.</summary>
public sealed partial class DocumentationTests(FilledSchema filled) : IClassFixture<FilledSchema>
{
    [Fact]
    public void The_page_shows_the_tables() => PostgresPage.Shows(
        "ddl", string.Join('\n', Enumerable.Range(1, Migrations.Latest).Select(version => Migrations.Step(version, "ledgerline"))));

    [Fact]
    public async Task The_page_shows_how_each_statement_finds_its_rows()
    {
        await using NpgsqlConnection connection = await filled.Opened.ConnectAsync();
        var list = new StringBuilder();
        foreach ((string name, string parameters, string text) in Statements.All($"\"{filled.Opened.Schema.Name}\""))
        {
            JsonElement plan = await Plans.ExplainAsync(connection, parameters, text, generic: true);
            list.Append(name).Append('\n');
            foreach (string access in Plans.Nodes(plan).Select(Describe).Where(access => access.Length > 0).Distinct().Order(StringComparer.Ordinal))
            {
                list.Append("    ").Append(access).Append('\n');
            }
        }

        PostgresPage.Shows("plans", list.ToString());
    }

    private static string Describe(JsonElement node) => Plans.Text(node, "Node Type") switch
    {
        "Index Scan" or "Index Only Scan" or "Bitmap Index Scan" =>
            $"{Plans.Text(node, "Index Name")}: {Alias().Replace(Cast().Replace(Plans.Text(node, "Index Cond"), ""), "")}",
        "Seq Scan" => $"all of {Plans.Text(node, "Relation Name")}",
        _ => "",
    };

    [GeneratedRegex("::[a-z]+(\\[\\])?")]
    private static partial Regex Cast();

    /// <summary>Names of the table itself, in front of its columns.</summary>
    [GeneratedRegex("(?<=\\()[a-z_]+\\.(?=[a-z_]+ )")]
    private static partial Regex Alias();
}
