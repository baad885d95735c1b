namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Source that uses most of what the generator supports, in C# 12 and with or without nullable annotations.</summary>
internal static class Samples
{
    public const string Everything = """
        [assembly: AppendLog<Demo.Events.Wrapped<int>>("wrapped", MaxAge = "1.00:00:00")]
        [assembly: JsonKv<Demo.Events.Wrapped<Demo.Events.Mood?>>("wrapped")]

        namespace Demo.Events
        {
            [AppendLog("history", Durability = Durability.Buffered)]
            public abstract partial record RunEvent
            {
                public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

                public sealed record Started(string Name, ImmutableArray<Step> Steps) : RunEvent;

                public sealed record Finished(int ExitCode = -1, TimeSpan Took = default) : RunEvent;
            }

            public record Step(string @class, decimal Cost, double Ratio = double.NaN)
            {
                public List<Step> Inner { get; set; } = new();

                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
                public Mood Mood { get; init; }
            }

            public enum Mood { Calm, Cross }

            public record Wrapped<T>(T Value);

            [JsonKv("threads", Accessor = "AllThreads")]
            [AppendLog("thread-log")]
            internal sealed partial record Thread(string Title, Dictionary<string, int[]> Counts, JsonElement Extra)
            {
                public required Guid Id { get; init; }
            }

            public partial class Outer
            {
                public partial struct Middle
                {
                    [JsonKv]
                    public readonly partial record struct Inner(byte[] Bytes, char Letter, DateOnly Day, TimeOnly Time, ulong Big);
                }
            }
        }

        [JsonKv(Key = "pinned")]
        public partial record PinnedInTheGlobalNamespace(string Name);

        [AppendLog("global")]
        public partial record InTheGlobalNamespace;

        [AppendLog("options")]
        public partial record Options(int Default);
        """;
}
