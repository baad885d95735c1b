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

    /// <summary>Values and attributes that need more of the generated code: accessors to generic types, enums, keys.</summary>
    public const string Values = """
        namespace Demo
        {
            public enum Level { [JsonStringEnumMemberName("very low")] Low, High = 7, @default }

            [Flags] public enum Marks : byte { None, A, B, C = 4 }

            [JsonConverter(typeof(JsonNumberEnumConverter<Code>))] public enum Code : long { X = 1 }

            public class Base<TKey, TValue>
                where TKey : notnull, IComparable<TKey>
                where TValue : class, new()
            {
                [JsonInclude] protected TKey Key { get; private set; } = default!;

                [JsonInclude] private TValue _hidden = new();

                public List<TValue> Values { get; init; } = new();

                public struct Inner<TOther>
                    where TOther : struct
                {
                    [JsonInclude] public TOther? Number { get; private set; }
                }

                public TValue Hidden() => _hidden;
            }

            public class Item { public string Name { get; set; } = ""; }

            [JsonKv("values")]
            public sealed partial class Values : Base<string, Item>
            {
                [JsonConstructor] private Values(int number) { Number = number; }

                public int Number { get; }

                public required string Needed { get; init; }

                public Level Level { get; init; }

                public Marks? Marks { get; init; }

                public Code Code { get; init; }

                public Base<string, Item>.Inner<int> Inner { get; init; }

                public Dictionary<Level, HashSet<Guid>> ByLevel { get; init; } = new();

                public System.Collections.Frozen.FrozenDictionary<DateOnly, ImmutableStack<Half>> ByDay { get; init; }
                    = System.Collections.Frozen.FrozenDictionary<DateOnly, ImmutableStack<Half>>.Empty;

                public Memory<byte> Bytes { get; init; }

                [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
                public List<double> Numbers { get; init; } = new();

                [JsonExtensionData] public Dictionary<string, JsonElement> More { get; init; } = new();
            }

            [AppendLog("strict")]
            [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
            public readonly partial record struct Strict(JsonArray Items, Uri Address, Version Version, UInt128 Large);
        }
        """;
}
