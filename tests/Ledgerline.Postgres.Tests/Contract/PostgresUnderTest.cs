using Ledgerline.Postgres.Tests.Schema;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Postgres.Tests.Contract;

public sealed class PostgresUnderTest : DriverUnderTest
{
    private readonly string _schema = TestServer.NewSchemaName();

    public override async ValueTask<IStorageDriver> OpenAsync(TimeProvider clock)
    {
        if (PartitionedTables.AreWanted)
        {
            await PartitionedTables.MakeAsync(_schema);
        }

        return await OpenRivalAsync(clock);
    }

    public override ValueTask<IStorageDriver> OpenRivalAsync(TimeProvider clock) =>
        new(new PostgresDriver(TestServer.ConnectionString, new PostgresDriverOptions { Schema = _schema, TimeProvider = clock }));

    public override ValueTask LookAsync(IStorageDriver driver) => ((PostgresDriver)driver).Changes.LookAsync();

    public override async ValueTask DisposeAsync()
    {
        await TestServer.DropSchemaAsync(_schema);
        await base.DisposeAsync();
    }
}
