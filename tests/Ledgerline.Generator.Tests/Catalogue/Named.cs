using System.Text.Json.Serialization;
using Ledgerline;
using Ledgerline.Generator.Tests.Catalogue;

[assembly: AppendLog<Page<int>>("pages", Durability = Durability.Buffered, MaxEntries = 5)]
[assembly: AppendLog<Page<string>>("text-pages")]
[assembly: JsonKv<Page<Leaf>>("leaf-pages", Key = "first", Accessor = "FirstLeaves")]
[assembly: JsonKv<AppendResult>("results")]
[assembly: AppendLog<Outcome<Point>>("outcomes")]
[assembly: AppendLog<List<Foreign>>("foreign-lists", JsonContext = typeof(ForeignContext), Accessor = "ForeignLists")]

namespace Ledgerline.Generator.Tests.Catalogue;

// Types that the assembly annotates from outside.
public sealed record Page<T>(T First, int Number = 1);

public abstract record Outcome<T>
{
    public sealed record Done(T Value) : Outcome<T>;

    public sealed record Failed(string Why) : Outcome<T>;
}

// One's own context, whose generator is not ours.
[JsonSerializable(typeof(Foreign))]
[JsonSerializable(typeof(List<Foreign>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
public sealed partial class ForeignContext : JsonSerializerContext;

// Members that generated code would refuse.
[AppendLog("foreign", JsonContext = typeof(ForeignContext))]
[JsonKv("foreign", Key = "one", JsonContext = typeof(ForeignContext), Durability = Durability.Buffered)]
public sealed partial record Foreign(string SomeText, IDictionary<int, object?> AnyThing);

[AppendLog("unknown-to-it", JsonContext = typeof(ForeignContext))]
public sealed partial record UnknownToIt(int N);

[AppendLog("foreign-and-ours", JsonContext = typeof(ForeignEventContext))]
[JsonKv("foreign-and-ours")]
[JsonDerivedType(typeof(Happened), "happened")]
public abstract partial record ForeignEvent
{
    public sealed record Happened(int At) : ForeignEvent;
}

[JsonSerializable(typeof(ForeignEvent))]
public sealed partial class ForeignEventContext : JsonSerializerContext;
