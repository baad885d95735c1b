using System.Reflection;
using System.Text.Json;
using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>No statement reads a table: each finds what it needs by an index, and by the project first.</summary>
public sealed class PlanTests(FilledSchema filled) : IClassFixture<FilledSchema>
{
    public static TheoryData<string> Names => [.. Statements.All("x").Select(statement => statement.Name)];

    [Fact]
    public void Every_statement_is_in_the_catalogue()
    {
        IEnumerable<string> made = typeof(Statements).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Sql", StringComparison.Ordinal))
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(member => member is PropertyInfo { PropertyType: var kept } && kept == typeof(string)
                    || member is MethodInfo { ReturnType: var given, IsSpecialName: false } && given == typeof(string))
                .Select(member => $"{type.Name}.{member.Name}"));
        Assert.Equal(made.Except(["AppendSql.Copy"]).Order(), Statements.All("x").Select(s => s.Name.Split(' ')[0]).Except(["WatchSql.Notify"]).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_statement_finds_its_rows_by_indexes_that_begin_with_the_project(string name)
    {
        JsonElement plan = await ExplainAsync(name, generic: true);
        Assert.Empty(Faults(plan));
        Assert.Empty(Faults(await ExplainAsync(name, generic: false)));
    }

    [Theory]
    [InlineData("LogSql.Heads", "(key = ")]
    [InlineData("DocumentSql.Versions", "(key = ")]
    [InlineData("BlobSql.Look", "(path = ")]
    [InlineData("BlobSql.Create", "(path = w.path)")]
    public async Task Several_that_are_asked_for_are_found_one_by_one_however_many_a_project_has(string name, string condition) =>
        Assert.Contains(
            Plans.Nodes(await ExplainAsync(name, generic: true)),
            node => Plans.Text(node, "Index Cond").Contains(condition, StringComparison.Ordinal));

    [Fact]
    public async Task A_statement_that_reads_a_table_would_be_found()
    {
        await using NpgsqlConnection connection = await filled.Opened.ConnectAsync();
        JsonElement plan = await Plans.ExplainAsync(connection, "text", "select * from entry where data = $1", generic: true);
        Assert.Contains("Seq Scan", Assert.Single(Faults(plan)), StringComparison.Ordinal);
        plan = await Plans.ExplainAsync(connection, "uuid", "select seq from entry where log_id = $1 order by project_id limit 1", generic: true);
        Assert.NotEmpty(Faults(plan));
    }

    private async Task<JsonElement> ExplainAsync(string name, bool generic)
    {
        (_, string parameters, string text) = Statements.All($"\"{filled.Opened.Schema.Name}\"").Single(statement => statement.Name == name);
        await using NpgsqlConnection connection = await filled.Opened.ConnectAsync();
        return await Plans.ExplainAsync(connection, parameters, text, generic);
    }

    private static IEnumerable<string> Faults(JsonElement plan) => Plans.Nodes(plan)
        .Where(node => Plans.Text(node, "Node Type") switch
        {
            "Seq Scan" or "Sample Scan" => true,
            "Index Scan" or "Index Only Scan" or "Bitmap Index Scan" => !Plans.Text(node, "Index Cond").Contains("project_id", StringComparison.Ordinal),
            _ => false,
        })
        .Select(node => $"{Plans.Text(node, "Node Type")} of {Plans.Text(node, "Relation Name")}{Plans.Text(node, "Index Name")} by {Plans.Text(node, "Index Cond")}");
}
