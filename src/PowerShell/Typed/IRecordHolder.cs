namespace Ledgerline.PowerShell.Typed;

/// <summary>Something in the pipeline that stands for a record.</summary>
/// <typeparam name="T">The record.</typeparam>
internal interface IRecordHolder<out T>
{
    /// <summary>The record.</summary>
    T Data { get; }
}
