using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Serialization;

namespace Ledgerline.Bench.Rows;

/// <summary>Writing and reading JSON in memory.</summary>
internal static class SerializerRows
{
    public static IEnumerable<Row> All(Scale scale)
    {
        var small = new SerializerWork<Tweak>(
            scale.Serializations, Tweak.Number, LedgerlineJsonContext.Default.Tweak, RelaxedContext.Relaxed.Tweak);
        var large = new SerializerWork<Order>(
            scale.Serializations / 5, Order.Of, LedgerlineJsonContext.Default.Order, RelaxedContext.Relaxed.Order);
        var polymorphic = new SerializerWork<Step>(
            scale.Serializations, Step.Of, LedgerlineJsonContext.Default.Step, RelaxedContext.Relaxed.Step);
        return
        [
            Row("json-read-small", small.OursReading, small.TheirsReading, 6),
            Row("json-read-large", large.OursReading, large.TheirsReading, 5),
            Row("json-read-polymorphic", polymorphic.OursReading, polymorphic.TheirsReading, 4),
            Row("json-write-small", small.OursWriting, small.TheirsWriting, 2.5),
            Row("json-write-large", large.OursWriting, large.TheirsWriting, 2),
            Row("json-write-polymorphic", polymorphic.OursWriting, polymorphic.TheirsWriting, goal: null),
        ];

        Row Row(string name, Contender ours, Contender theirs, double? goal) =>
            new(name, null, Quantity.Rate, scale.Rounds, ours, [new(theirs, goal is { } bound ? Goal.AtLeast(bound) : null)]);
    }
}
