using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public static class MemoryDriverTests
{
    public sealed class Append : AppendContract<MemoryUnderTest>;
}
