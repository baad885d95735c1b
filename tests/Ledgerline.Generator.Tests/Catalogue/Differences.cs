using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

// Records whose JSON shows the intended differences.
[JsonKv("initialized")]
public sealed partial record Initialized(int Number)
{
    public string Text { get; init; } = "initial";

    public ImmutableArray<int> Items { get; init; } = [1, 2];

    public string? Nullable { get; init; } = "initial";

    public int Settable { get; set; } = 7;
}

[JsonKv("initialized-struct")]
public readonly partial record struct InitializedStruct(int Number = 5, string Text = "parameter")
{
    public int Twice { get; init; } = 10;
}

[JsonKv("hidden")]
public sealed partial class HiddenInitializers
{
#pragma warning disable CS8618 // The constructor leaves one of them out on purpose.
    public HiddenInitializers() => Kept = "from the constructor";
#pragma warning restore CS8618

    public string Kept { get; init; }

    public string Forgotten { get; init; }
}

[JsonKv("strict")]
public sealed partial record Strict(string Text, int Number, List<string> Tags, Dictionary<string, Leaf> Leaves)
{
    public int NotGiven { get; init; }

    [JsonRequired]
    public string? AskedFor { get; init; }
}

[AppendLog("partly-named")]
[JsonDerivedType(typeof(First), "one")]
public abstract partial record PartlyNamed
{
    public sealed record First(int N) : PartlyNamed;

    public sealed record SecondCase(int N) : PartlyNamed;
}

[JsonKv("guarded")]
[NotInCatalogue]
public sealed partial record Guarded(int Percent)
{
    public int Percent { get; } = Percent <= 100 ? Percent : throw new ArgumentOutOfRangeException(nameof(Percent));
}

[JsonKv("passing")]
public sealed partial record Passing(PassesOn PassesOn);

public record OldMeasure
{
    [JsonPropertyName("old")]
    public int Value { get; init; }
}

[JsonKv("new-measure")]
[NotInCatalogue]
public sealed partial record NewMeasure : OldMeasure
{
    public new string Value { get; init; } = "";
}
