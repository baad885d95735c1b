using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public sealed class MemoryUnderTest : DriverUnderTest
{
    private MemoryDriver _driver = null!;

    public override ValueTask<IStorageDriver> OpenAsync(TimeProvider clock)
    {
        _driver = new MemoryDriver(new MemoryDriverOptions { TimeProvider = clock });
        return new(_driver);
    }

    public override ValueTask<IStorageDriver> OpenRivalAsync(TimeProvider clock) => new(_driver);
}
