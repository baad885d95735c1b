using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public static class MemoryDriverTests
{
    public sealed class Append : AppendContract<MemoryUnderTest>;

    public sealed class Read : ReadContract<MemoryUnderTest>;

    public sealed class Subscribe : SubscribeContract<MemoryUnderTest>;

    public sealed class Listener : ListenerContract<MemoryUnderTest>;

    public sealed class Truncate : TruncateContract<MemoryUnderTest>;

    public sealed class Document : DocumentContract<MemoryUnderTest>;

    public sealed class Watch : WatchContract<MemoryUnderTest>;

    public sealed class OlderSystem : OlderSystemContract<MemoryUnderTest>;
}
