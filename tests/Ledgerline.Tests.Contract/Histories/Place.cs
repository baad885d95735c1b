using System.Globalization;

namespace Ledgerline.Tests.Contract.Histories;

/// <summary>A number in a log, or, until a caller says what it knows of the log, one that counts from the first or last entry.</summary>
public readonly record struct Place(PlaceOrigin Origin, long Offset)
{
    public static Place Of(long seq) => new(PlaceOrigin.Zero, seq);

    /// <summary>The number, once it is known.</summary>
    public long Seq => Origin == PlaceOrigin.Zero ? Offset : throw new InvalidOperationException($"{this} is not resolved.");

    public Place Resolve(long firstSeq, long lastSeq) => Of(Math.Max(0, Offset + Origin switch
    {
        PlaceOrigin.First => firstSeq,
        PlaceOrigin.Last => lastSeq,
        _ => 0,
    }));

    public override string ToString() =>
        Origin == PlaceOrigin.Zero ? Offset.ToString(CultureInfo.InvariantCulture) : $"{Origin}{Offset:+0;-0;+0}";
}
