using System.Collections.Immutable;
using System.Text.Json;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Every type that is run against System.Text.Json, with values.</summary>
public static class TypeCatalogue
{
    private static readonly DateTimeOffset At = new(2026, 2, 28, 1, 2, 3, TimeSpan.FromHours(2));

    public static TheoryData<CatalogueCase> Cases => [.. ScalarForms.All(), .. Records()];

    private static IEnumerable<CatalogueCase> Records()
    {
        RunEvent[] events =
        [
            new RunEvent.Started("build \"ö\" 😀", ["a", ""]) { At = At },
            new RunEvent.Finished("", int.MinValue),
            new RunEvent.Paused { At = At },
        ];
        yield return new CatalogueCase<RunEvent>(events);
        yield return new CatalogueCase<Shape>(
            new Shape.Circle(0.1), new Shape.Square(1, new Shape.Square(2, new Shape.Circle(3))), new Shape.HTTPLine(1, 2));
        yield return new CatalogueCase<Thread>(
            new Thread("", []),
            new Thread("T", [new Message("user", "Hi\n", null), .. events.Select(cause => new Message("tool", "x", cause))]));
        yield return new CatalogueCase<Settings>(
            new Settings(true, []),
            new Settings(false, new Dictionary<string, JsonElement>
            {
                ["CamelCase stays"] = Element("""{"A":[1,2.50,"ö"],"b":null}"""),
                ["null"] = Element("null"),
            }));
        yield return new CatalogueCase<Both>(new Both(1));
        yield return new CatalogueCase<Tree>(
            new Tree("root", [new Tree("a", []), new Tree("b", [new Tree("c", [])])], new Tree("left", [])));
        yield return new CatalogueCase<Measure>(new Measure(1.5, null), new Measure(-1, "m") { Precision = 2 }, default);
        yield return new CatalogueCase<Outer.Middle.Inner>(
            new Outer.Middle.Inner(1, "e", null),
            new Outer.Middle.Inner(1, "e", new Outer.Middle.Inner.Deep(1, "u", "i", "s", "ä")));
        yield return new CatalogueCase<Derived>(new Derived(4) { BaseName = "b", Shared = 9, Last = 8 });
        yield return new CatalogueCase<Attributes>(
            new Attributes("a", 1),
            new Attributes("a", 1)
            {
                Never = "n",
                WhenNull = "w",
                NumberWhenNull = 0,
                WhenDefault = 3,
                PointWhenDefault = new Point(0, 1),
                TextWhenDefault = "",
                WhenReading = 4,
                WhenWriting = 5,
                Named = Colour.Red,
                Reversed = "abc",
                MaybeReversed = "def",
                Temperature = new Celsius(-3),
                MaybeTemperature = new Celsius(4),
                Temperatures = [new Celsius(1), new Celsius(2)],
            });
        yield return new CatalogueCase<Classes>(
            new Classes(new PlainClass(), default, new ConstructedClass()),
            new Classes(
                new PlainClass { Text = "t", Number = 1 }, new PlainStruct { X = 1, Y = "y" }, new ConstructedClass("c", 2)));
        yield return new CatalogueCase<Collections>(
            new Collections([], [], [], new Dictionary<string, List<Leaf?>>(), ImmutableDictionary<string, ImmutableArray<int[]>>.Empty, [], null, [], [], [], Element("1"), null),
            new Collections(
                [1],
                ["a", null],
                [new Point(1, 2)],
                new Dictionary<string, List<Leaf?>> { ["k"] = [new Leaf("l", 1), null] },
                ImmutableDictionary<string, ImmutableArray<int[]>>.Empty.Add("x", [[1, 2], []]),
                [0, 255, 62],
                [1],
                [[1], []],
                [1, 2],
                new Dictionary<string, Dictionary<string, RunEvent>> { ["a"] = new() { ["b"] = events[0] } },
                Element("null"),
                Element("""[true,{"x":"\u00f6 \ud83d\ude00"}]""")));
        yield return new CatalogueCase<Defaults>(
            new Defaults(1, Double: 2.5), new Defaults(2, 0, "", Colour.Red, 0, 0, 'x', 0, false, null, null, "n", At.UtcDateTime) { Init = "", Set = [], Leaf = new Leaf("x", null) });
        yield return new CatalogueCase<PartsOfHierarchies>(
            new PartsOfHierarchies(
                new RunEvent.Started("s", []), new Content.Group([new Content.Text("a"), new Content.Group([])]), [new Content.Text("b"), null]));
        yield return new CatalogueCase<ShapesOfTypes>(
            new ShapesOfTypes(
                new PositionalDerived(1, null, 2) { Extra = "e" },
                new PassesOn(3) { B = "other" },
                new WithPrimary(1, "t") { Text = "u" },
                new TwoConstructors(5, "five"),
                new Hiding { Value = "v", Other = 2 },
                new OfGeneric { Value = null, Needed = "n" },
                new StructWithConstructor(1),
                new Virtuals { Number = 4, Text = "t" },
                new SetsRequired("s"),
                new NullIsNone { Text = "none" },
                new ILabelled.Plain(1)));
        yield return new CatalogueCase<CompiledElsewhere>(
            new CompiledElsewhere(
                new AppendResult(1, 2), null, null, [new TryAppendResult.Appended(3, 4), new TryAppendResult.Conflict(5)]));
        yield return new CatalogueCase<Incident>(
            new Incident.Disk.Full("a", 5), new Incident.Crash("x") { Severity = 9 }, new Incident.Disk.Slow("b", 0.5), new Incident.Gone("c"));
        yield return new CatalogueCase<Booking>(new Deposited(1.5m), new Withdrawn(2, "me"), new BookingClosed(0));
        IFigure[] figures = [new IFigure.Dot(1, 2), new Segment(new Point(1, 2), new Point(3, 4)), new IFigure.Several([new IFigure.Dot(0, 0)])];
        yield return new CatalogueCase<IFigure>(figures);
        Animal[] animals = [new Animal { Name = "a" }, new Dog { Name = "b", Barks = true }, new Puppy { Name = "c", Weeks = 3 }];
        yield return new CatalogueCase<Animal>(animals);
        yield return new CatalogueCase<Notice>(new Notice("n"), new Urgent("u", 2));
        yield return new CatalogueCase<Report>(
            new Report(null, [], [], null, new Notice("n")),
            new Report(
                new Incident.Disk.Slow("d", 1), [.. figures], animals.ToDictionary(static animal => animal.Name), new Dog(), new Urgent("u", 1)));
        yield return new CatalogueCase<Empty>(new Empty());
        yield return new CatalogueCase<Oblivious>(new Oblivious(null, null, null), new Oblivious("a", ["b", null!], new Leaf("l", 2)));
    }

    private static JsonElement Element(string json) => JsonElement.Parse(json);
}
