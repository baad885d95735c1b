using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public sealed class EveryDriverTests
{
    [Fact]
    public void Every_driver_keeps_every_contract() => KeptContracts.Check(typeof(EveryDriverTests).Assembly);
}
