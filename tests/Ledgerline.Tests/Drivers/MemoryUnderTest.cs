using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public sealed class MemoryUnderTest : DriverUnderTest
{
    private MemoryDriver? _driver;

    public override IStorageDriver Open(TimeProvider clock) =>
        _driver = new MemoryDriver(new MemoryDriverOptions { TimeProvider = clock });

    public override IStorageDriver OpenRival(TimeProvider clock) =>
        _driver ?? throw new InvalidOperationException("Open the driver before its rival.");
}
