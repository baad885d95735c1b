using System.Collections.Immutable;
using Ledgerline;

namespace Aot;

/// <summary>One day of a shop: it appends, reads, subscribes, and compares and sets.</summary>
internal sealed class Shop(string name, IStorageDriver driver)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public async Task OpenAsync()
    {
        await driver.CreateProjectAsync("shop");
        Project project = driver.Project("shop");
        await SellAsync(project.OrderEventLog("order-1"));
        await CountAsync(project.StockKv());
        await SettleAsync(project.SettingsDocument());
        await driver.DeleteProjectAsync("shop");
    }

    private async Task SellAsync(AppendLog<OrderEvent> log)
    {
        AppendResult placed = await log.AppendAsync(new OrderEvent.Placed("Zoë", [new Line("tea", 2, 4.5m), new Line("cup", 1, 12m)]));
        Say($"placed as {placed.LastSeq}");
        AppendResult batch = await log.AppendBatchAsync([new OrderEvent.Paid(21m, Noon), new OrderEvent.Shipped(Guid.Empty, Carrier.Courier)]);
        Say($"paid and shipped as {batch.FirstSeq} to {batch.LastSeq}");
        Say($"too late: {await log.TryAppendAsync([new OrderEvent.Paid(0m, Noon)], expectedLastSeq: placed.LastSeq)}");
        await foreach (LogEntry<OrderEvent> entry in log.ReadAsync(new() { Reverse = true, Limit = 1 }))
        {
            Say($"last: {Tell(entry.Data)}");
        }

        await foreach (LogEntry<OrderEvent> entry in log.SubscribeAsync(sinceSeq: 0))
        {
            Say($"followed {entry.Seq}: {Tell(entry.Data)}");
            if (entry.Seq == batch.LastSeq)
            {
                break;
            }
        }
    }

    private async Task CountAsync(JsonKv<Stock> stock)
    {
        var counted = new Stock(new() { ["tea"] = new([new(1, 40), new(2, 2)], Noon) });
        var stored = (KvPutResult.Stored)await stock.PutAsync("north", counted, PutCondition.IfAbsent);
        KvPutResult renamed = await stock.PutAsync("north", counted with { Note = null }, PutCondition.IfMatch(stored.ETag));
        KvPutResult late = await stock.PutAsync("north", counted, PutCondition.IfMatch(stored.ETag));
        Say($"first {renamed.GetType().Name}, then {late.GetType().Name}");
        KvGetResult<Stock>.Found found = await stock.UpdateAsync("north", current => current switch
        {
            KvGetResult<Stock>.Found(var value, _) => value with { Note = $"{value.Note ?? "nobody"} counted" },
            _ => counted,
        });
        Counted<ImmutableArray<Stock.Shelf>> tea = found.Value.Shelves["tea"];
        Say($"{tea.What.Sum(shelf => shelf.Pieces)} pieces of tea at {tea.At:HH:mm}, {found.Value.Note}");
    }

    private async Task SettleAsync(PinnedDocument<Settings> settings)
    {
        KvGetResult<Settings>.Found settled = await settings.UpdateAsync(_ => new Settings(TimeSpan.FromHours(1.5), Carrier.Post));
        Say($"{settled.Value}");
    }

    private static string Tell(OrderEvent happened) => happened.Match(
        placed => $"{placed.Customer} wants {string.Join(" and ", placed.Lines.Select(line => $"{line.Pieces} {line.Product}"))}",
        paid => $"{paid.Amount} paid at {paid.At:HH:mm}",
        shipped => $"parcel {shipped.Parcel:N} by {shipped.Carrier}");

    private void Say(string what) => Console.WriteLine($"{name}: {what}");
}
