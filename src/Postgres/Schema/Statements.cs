namespace Ledgerline.Postgres;

/// <summary>
/// Every statement that the driver sends in its work, with the types of its parameters: what is planned, measured and written
/// down about them begins here.
/// </summary>
internal static class Statements
{
    private const string Log = "text,text,text";

    /// <summary>The statements for one schema, but for COPY, LISTEN and those that make the schema.</summary>
    /// <param name="schema">The schema's quoted name.</param>
    public static IReadOnlyList<(string Name, string Parameters, string Text)> All(string schema)
    {
        var blobs = new BlobSql(schema);
        return
        [
            ("ProjectSql.Create", "text,uuid", ProjectSql.Create(schema)),
            ("ProjectSql.Delete", "text", ProjectSql.Delete(schema)),
            .. ProjectRows.LooseTables.Select(table => ($"ProjectSql.DeleteRows {table}", "text", ProjectSql.DeleteRows(schema, table))),
            ("ProjectSql.List", "text", ProjectSql.List(schema)),
            ("ProjectSql.Life", "text", ProjectSql.Life(schema)),

            ("AppendSql.One", $"{Log},bigint,text,bigint,uuid", AppendSql.One(schema, null)),
            ("AppendSql.One off", $"{Log},bigint,text,bigint,uuid", AppendSql.One(schema, "off")),
            ("AppendSql.Many", $"{Log},uuid,bigint,text[],bigint,uuid,bigint,bigint", AppendSql.Many(schema, null)),
            ("AppendSql.Many off", $"{Log},uuid,bigint,text[],bigint,uuid,bigint,bigint", AppendSql.Many(schema, "off")),
            ("AppendSql.Begin", $"{Log},uuid,bigint,text[],bigint,uuid,bigint,bigint", AppendSql.Begin(schema, null)),
            ("AppendSql.Begin off", $"{Log},uuid,bigint,text[],bigint,uuid,bigint,bigint", AppendSql.Begin(schema, "off")),
            ("AppendSql.Take", $"{Log},uuid,bigint,bigint,bigint", AppendSql.Take(schema)),
            ("AppendSql.Import", "text,uuid,bigint[],bigint[],text[],uuid", AppendSql.Import(schema)),
            ("AppendSql.FindBatch", "text,uuid,uuid,bigint", AppendSql.FindBatch(schema)),
            ("AppendSql.Occupy", $"{Log},uuid", AppendSql.Occupy(schema)),
            ("AppendSql.Abandon", $"{Log},uuid", AppendSql.Abandon(schema)),

            ("EntrySql.Begin", $"{Log},bigint,bigint", EntrySql.Begin(schema)),
            ("EntrySql.BeginReverse", $"{Log},bigint,bigint", EntrySql.BeginReverse(schema)),
            ("EntrySql.Page", "text,uuid,bigint,bigint,bigint", EntrySql.Page(schema)),
            ("EntrySql.PageReverse", "text,uuid,bigint,bigint,bigint", EntrySql.PageReverse(schema)),
            ("EntrySql.FindTime", "text,uuid,bigint,bigint,bigint", EntrySql.FindTime(schema)),
            ("EntrySql.FindSize", "text,uuid,bigint,bigint", EntrySql.FindSize(schema)),
            ("EntrySql.FindCount", "text,uuid,bigint", EntrySql.FindCount(schema)),

            ("LogSql.State", Log, LogSql.State(schema)),
            ("LogSql.Lock", Log, LogSql.Lock(schema)),
            ("LogSql.Heads", "text[],text[],text[]", LogSql.Heads(schema)),
            ("LogSql.Truncate", $"{Log},bigint,bigint,uuid", LogSql.Truncate(schema)),
            ("LogSql.FindTruncation", "text,uuid,uuid", LogSql.FindTruncation(schema)),
            ("LogSql.Complete", $"{Log},uuid", LogSql.Complete(schema)),
            ("LogSql.Advance", $"{Log},bigint,bigint,bigint,bigint,bigint,bigint", LogSql.Advance(schema)),
            ("LogSql.Delete", $"{Log},uuid,uuid", LogSql.Delete(schema)),
            ("LogSql.Empty", $"{Log},uuid,uuid", LogSql.Empty(schema)),
            ("LogSql.DeleteEntries entry", "text,uuid", LogSql.DeleteEntries(schema, "entry")),
            ("LogSql.DeleteEntries removed_batch", "text,uuid", LogSql.DeleteEntries(schema, "removed_batch")),
            ("LogSql.ListNames", "text", LogSql.ListNames(schema)),
            ("LogSql.ListKeys", "text,text,text,bigint", LogSql.ListKeys(schema)),

            ("SurveySql.Picture", Log, SurveySql.Picture(schema)),
            ("SurveySql.Page", $"{Log},bigint,bigint", SurveySql.Page(schema)),
            ("RepairSql.KeepRow", $"{Log},uuid", RepairSql.KeepRow(schema)),
            ("RepairSql.WasDone", $"{Log},uuid", RepairSql.WasDone(schema)),
            ("RepairSql.Copy", $"{Log},uuid,uuid", RepairSql.Copy(schema)),
            ("RepairSql.SetAside", $"{Log},uuid,uuid,bigint,bigint,text", RepairSql.SetAside(schema)),
            ("RepairSql.Renumber", "text,uuid,uuid,bigint", RepairSql.Renumber(schema)),
            ("RepairSql.MoveBatches", "text,uuid,uuid", RepairSql.MoveBatches(schema)),
            ("RepairSql.Count", $"{Log},uuid,bigint", RepairSql.Count(schema)),
            ("RepairSql.DeleteQuarantine", Log, RepairSql.DeleteQuarantine(schema)),

            ("DocumentSql.Get", Log, DocumentSql.Get(schema)),
            ("DocumentSql.Put", $"{Log},bytea,uuid", DocumentSql.Put(schema, null)),
            ("DocumentSql.Put off", $"{Log},bytea,uuid", DocumentSql.Put(schema, "off")),
            ("DocumentSql.PutIfAbsent", $"{Log},bytea,uuid", DocumentSql.PutIfAbsent(schema, null)),
            ("DocumentSql.PutIfAbsent off", $"{Log},bytea,uuid", DocumentSql.PutIfAbsent(schema, "off")),
            ("DocumentSql.PutIfMatch", $"{Log},bytea,uuid,bytea", DocumentSql.PutIfMatch(schema, null)),
            ("DocumentSql.PutIfMatch off", $"{Log},bytea,uuid,bytea", DocumentSql.PutIfMatch(schema, "off")),
            ("DocumentSql.Delete", $"{Log},uuid,bytea", DocumentSql.Delete(schema, null)),
            ("DocumentSql.Delete off", $"{Log},uuid,bytea", DocumentSql.Delete(schema, "off")),
            ("DocumentSql.Hold", $"{Log},uuid", DocumentSql.Hold(schema, null)),
            ("DocumentSql.Hold off", $"{Log},uuid", DocumentSql.Hold(schema, "off")),
            ("DocumentSql.PutHeld", $"{Log},bytea,uuid", DocumentSql.PutHeld(schema)),
            ("DocumentSql.GiveUp", "text,uuid", DocumentSql.GiveUp(schema)),
            ("DocumentSql.ForgetWrites", "text,uuid", DocumentSql.ForgetWrites(schema)),
            ("DocumentSql.List", "text,text,text,text,text,bigint", DocumentSql.List(schema)),
            ("DocumentSql.ListSets", "text", DocumentSql.ListSets(schema)),
            ("DocumentSql.Versions", "text,text,text[]", DocumentSql.Versions(schema)),
            ("DocumentSql.AllVersions", "text,text,text,bigint", DocumentSql.AllVersions(schema)),

            ("BlobSql.State", "text,text", blobs.State),
            ("BlobSql.Open", "text,text", blobs.Open),
            ("BlobSql.Chunk", "text,uuid,integer", blobs.Chunk),
            ("BlobSql.AddChunk", "text,uuid,integer,bytea", blobs.AddChunk),
            ("BlobSql.HoldBlob", "text,text", blobs.HoldBlob),
            ("BlobSql.HoldProject", "text,uuid", blobs.HoldProject),
            ("BlobSql.Replace", "text,text,uuid,bigint,bigint,uuid,uuid,bytea", blobs.Replace),
            ("BlobSql.Create", "text,text,uuid,bigint,bigint,uuid,text[],text,text,bytea", blobs.Create),
            ("BlobSql.Delete", "text,text,uuid", blobs.Delete),
            ("BlobSql.Look", "text,text[]", blobs.Look),
            ("BlobSql.LookAtAll", "text,text", blobs.LookAtAll(isBounded: false)),
            ("BlobSql.LookAtAll bounded", "text,text,text", blobs.LookAtAll(isBounded: true)),
            ("BlobSql.List", "text,text,text", blobs.List(isBounded: false)),
            ("BlobSql.List bounded", "text,text,text,text", blobs.List(isBounded: true)),

            ("WatchSql.Notify", "text,text[]", WatchSql.Notify),
        ];
    }
}
