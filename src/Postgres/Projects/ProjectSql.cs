namespace Ledgerline.Postgres;

/// <summary>The statements about projects. $1 is the project.</summary>
internal static class ProjectSql
{
    public static string Create(string schema) =>
        $"insert into {schema}.project (project_id, life) values ($1, $2) on conflict do nothing";

    /// <summary>Waits for whoever makes a log, a document or a blob; its cascade for whoever changes one.</summary>
    public static string Delete(string schema) => $"delete from {schema}.project where project_id = $1";

    /// <summary>Behind <see cref="Delete"/>, when nobody can add to them any more.</summary>
    public static string DeleteRows(string schema, string table) => $"delete from {schema}.{table} where project_id = $1";

    public static string List(string schema) =>
        $"select project_id from {schema}.project where project_id > $1 order by project_id limit 1000";

    public static string Life(string schema) => $"select life from {schema}.project where project_id = $1";
}
