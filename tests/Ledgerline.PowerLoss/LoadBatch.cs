using System.Text.Json;

namespace Ledgerline.PowerLoss;

/// <summary>A batch that a writer appends: from these few values each of its payloads can be made again, byte for byte.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Writer">Who appends it.</param>
/// <param name="Number">The writer's how manyeth, from 1.</param>
/// <param name="Size">How many entries it has.</param>
internal sealed record LoadBatch(string Log, string Writer, int Number, int Size)
{
    public IEnumerable<JsonPayload> Payloads => Enumerable.Range(0, Size).Select(i => JsonPayload.Parse(Payload(i)));

    /// <summary>Lengths vary, so that entries lie across sectors and pages in many ways; some are larger than a page.</summary>
    public string Payload(int index)
    {
        int length = Number % 17 == 0 ? 9000 : ((Number * 31) + (index * 7)) % 300;
        return $$"""{"log":"{{Log}}","writer":"{{Writer}}","number":{{Number}},"size":{{Size}},"index":{{index}},"text":"{{new string((char)('a' + (Number % 26)), length)}}"}""";
    }

    /// <summary>The batch and the place in it that a payload says it is of.</summary>
    public static (LoadBatch Batch, int Index) Parse(JsonPayload payload)
    {
        JsonElement e = payload.ToElement();
        return (new(e.GetProperty("log").GetString()!, e.GetProperty("writer").GetString()!, e.GetProperty("number").GetInt32(), e.GetProperty("size").GetInt32()),
            e.GetProperty("index").GetInt32());
    }
}
