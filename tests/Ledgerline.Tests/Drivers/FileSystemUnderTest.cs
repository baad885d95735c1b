using Ledgerline.Tests.Contract;
using Ledgerline.Tests.FileSystem;

namespace Ledgerline.Tests.Drivers;

public sealed class FileSystemUnderTest : DriverUnderTest
{
    private readonly DataDirectory _directory = new();

    public override IStorageDriver Open(TimeProvider clock) => OpenRival(clock);

    public override IStorageDriver OpenRival(TimeProvider clock) =>
        new FileSystemDriver(_directory.Path, new FileSystemDriverOptions { TimeProvider = clock });

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }
}
