namespace Ledgerline.Tests.Contract;

/// <summary>All that the contract suites need to know of a driver: how to open it over empty storage, one for each test.</summary>
public abstract class DriverUnderTest : IAsyncDisposable
{
    /// <summary>Opens a driver over storage that nobody has used. Called once, before the rival is opened.</summary>
    /// <param name="clock">The clock that its entries are stamped by.</param>
    public abstract ValueTask<IStorageDriver> OpenAsync(TimeProvider clock);

    /// <summary>
    /// Opens another driver over the same storage, as a second process would; the same driver where the storage is its own.
    /// </summary>
    /// <param name="clock">The clock that its entries are stamped by.</param>
    public abstract ValueTask<IStorageDriver> OpenRivalAsync(TimeProvider clock);

    /// <summary>
    /// Has a driver that is told of what others do, and looks for itself only now and then, look now. The others look each time.
    /// </summary>
    public virtual ValueTask LookAsync(IStorageDriver driver) => default;

    /// <summary>Removes the storage, after the drivers were disposed.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
