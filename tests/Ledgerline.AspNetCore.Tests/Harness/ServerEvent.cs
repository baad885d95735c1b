namespace Ledgerline.AspNetCore.Tests;

/// <summary>An event as a browser dispatches it.</summary>
/// <param name="Id">The last id that was seen by then.</param>
/// <param name="Name">Its type, <c>message</c> where none was given.</param>
/// <param name="Data">Its data.</param>
internal sealed record ServerEvent(string Id, string Name, string Data)
{
    public long Seq => long.Parse(Id, System.Globalization.CultureInfo.InvariantCulture);
}
