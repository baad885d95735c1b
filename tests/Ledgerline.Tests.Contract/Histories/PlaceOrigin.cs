namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Where a <see cref="Place"/> counts from.</summary>
public enum PlaceOrigin
{
    Zero,
    First,
    Last,
}
