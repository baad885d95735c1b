using Ledgerline.Tests.Contract;
using Ledgerline.Tests.FileSystem;

namespace Ledgerline.Tests.Drivers;

public sealed class FileSystemUnderTest : DriverUnderTest
{
    private readonly DataDirectory _directory = new();

    public override ValueTask<IStorageDriver> OpenAsync(TimeProvider clock) => OpenRivalAsync(clock);

    public override ValueTask<IStorageDriver> OpenRivalAsync(TimeProvider clock) =>
        new(new FileSystemDriver(_directory.Path, new FileSystemDriverOptions { TimeProvider = clock }));

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }
}
