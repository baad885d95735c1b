namespace Ledgerline.Postgres;

/// <summary>What was found out about a transaction whose outcome was unknown.</summary>
/// <param name="WasDone">Whether it was committed.</param>
/// <param name="Result">What it answered, where it was.</param>
internal readonly record struct Resolution<TResult>(bool WasDone, TResult Result)
{
    /// <summary>It was not, and will not be.</summary>
    public static Resolution<TResult> NotDone => default;
}
