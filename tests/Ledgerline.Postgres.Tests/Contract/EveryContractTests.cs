using Ledgerline.Tests.Contract;

namespace Ledgerline.Postgres.Tests.Contract;

public sealed class EveryContractTests
{
    [Fact]
    public void The_driver_keeps_every_contract() => KeptContracts.Check(typeof(EveryContractTests).Assembly);
}
