using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

// Ways to write a closed hierarchy.
[AppendLog("incidents")]
public abstract partial record Incident
{
    public int Severity { get; init; } = 1;

    public abstract record Disk(string Device) : Incident
    {
        public sealed record Full(string Device, long Bytes) : Disk(Device);

        public sealed record Slow(string Device, double Milliseconds) : Disk(Device);
    }

    public sealed record Crash(string Why) : Incident;

    // Beside the case that it derives from.
    public sealed record Gone(string Device) : Disk(Device);
}

[AppendLog("bookings")]
[JsonDerivedType(typeof(Deposited))]
[JsonDerivedType(typeof(Withdrawn), "out")]
[JsonDerivedType(typeof(BookingClosed), 3)]
public abstract partial record Booking(decimal Amount);

public sealed record Deposited(decimal Amount) : Booking(Amount);

public sealed record Withdrawn(decimal Amount, string To) : Booking(Amount);

public sealed record BookingClosed(decimal Amount) : Booking(Amount);

[AppendLog("figures")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "figure")]
[JsonDerivedType(typeof(Segment))]
public partial interface IFigure
{
    sealed record Dot(int X, int Y) : IFigure;

    sealed record Several(IReadOnlyList<IFigure> Parts) : IFigure;
}

public readonly record struct Segment(Point From, Point To) : IFigure;

[JsonKv("animals")]
[JsonDerivedType(typeof(Dog), "dog")]
[JsonDerivedType(typeof(Puppy), "puppy")]
public partial class Animal
{
    public string Name { get; set; } = "";
}

// Listed, so it need not be sealed.
public class Dog : Animal
{
    public bool Barks { get; set; }
}

public sealed class Puppy : Dog
{
    public int Weeks { get; set; }
}

[JsonKv("notices")]
[JsonPolymorphic(IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(Notice), "plain")]
[JsonDerivedType(typeof(Urgent), "urgent")]
public partial record Notice(string Text);

public sealed record Urgent(string Text, int Level) : Notice(Text);

[JsonKv("counted")]
public sealed partial record Counted(Dictionary<string, int> Counts, JsonElement Extra, JsonNode? Node = null);

// Members whose types are hierarchies, and parts of them.
[JsonKv("reports")]
public sealed partial record Report(Incident.Disk? Disk, List<IFigure> Figures, Dictionary<string, Animal> Animals, Dog? Exact, Notice Notice);

// The same log as an older program knows it, which keeps what it does not know.
[AppendLog("run-events-before", Accessor = "OlderLog")]
public abstract partial record OlderEvent
{
    public DateTimeOffset At { get; init; }

    public sealed record Started(string Name) : OlderEvent;

    [UnknownCase]
    public sealed record Unknown(JsonPayload Json) : OlderEvent;
}

[JsonKv("older")]
public sealed partial record OlderDocument(IReadOnlyList<OlderMessage> Messages);

[JsonDerivedType(typeof(OlderText))]
[JsonDerivedType(typeof(OtherMessage))]
public abstract record OlderMessage;

public sealed record OlderText(string Text) : OlderMessage;

[UnknownCase]
public sealed record OtherMessage(JsonElement Raw) : OlderMessage;
