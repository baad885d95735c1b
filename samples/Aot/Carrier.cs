namespace Aot;

/// <summary>Who brings the parcel.</summary>
public enum Carrier
{
    Post,
    Courier,
}
