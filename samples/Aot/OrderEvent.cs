using System.Collections.Immutable;
using Ledgerline;

namespace Aot;

/// <summary>What happens to an order: a closed hierarchy, one log for each order.</summary>
[AppendLog("orders")]
public abstract partial record OrderEvent
{
    public sealed record Placed(string Customer, ImmutableArray<Line> Lines) : OrderEvent;

    public sealed record Paid(decimal Amount, DateTimeOffset At) : OrderEvent;

    public sealed record Shipped(Guid Parcel, Carrier Carrier) : OrderEvent;
}
