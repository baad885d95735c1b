namespace Ledgerline.Bench.Serialization;

/// <summary>A document of 12 members, one of them a list: 560 bytes of JSON.</summary>
[JsonKv("orders")]
public sealed partial record Order(
    Guid Id,
    string Customer,
    string Address,
    string Note,
    DateTimeOffset Placed,
    DateTimeOffset Due,
    int Number,
    long Revision,
    double Weight,
    bool IsPaid,
    string? Voucher,
    IReadOnlyList<OrderLine> Lines)
{
    /// <summary>The document of a number, which it carries.</summary>
    public static Order Of(int n) => new(
        new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        $"Customer {n % 1000:000}",
        "17 Long Street, 10117 Berlin",
        "Leave it with the neighbours on the second floor if nobody opens.",
        DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + n),
        DateTimeOffset.UnixEpoch.AddSeconds(1_700_086_400 + n),
        n,
        3_000_000_000 + n,
        1.25 + (n % 16),
        n % 2 == 0,
        null,
        [.. Enumerable.Range(0, 5).Select(i => new OrderLine($"SKU-{(n + i) % 1000:000}", i + 1, 250 + i))]);
}
