using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

/// <summary>What hierarchies promise beyond what the oracle checks.</summary>
public sealed class HierarchyTests
{
    [Fact]
    public void A_base_that_is_not_abstract_is_read_where_there_is_no_discriminator()
    {
        Animal read = Read<Animal>("""{"name":"a","barks":true}""");

        Assert.Equal((typeof(Animal), "a"), (read.GetType(), read.Name));
        Assert.Equal(new Notice("n"), Read<Notice>("""{"text":"n"}"""));
        Assert.Equal(new Notice("n"), Read<Notice>("""{"text":"n","kind":"plain"}"""));
    }

    [Fact]
    public void An_unknown_discriminator_is_ignored_only_where_the_base_says_so()
    {
        Assert.Equal(new Notice("n"), Read<Notice>("""{"kind":"later","text":"n"}"""));
        JsonException error = Assert.Throws<JsonException>(static () => Read<Animal>("""{"kind":"cat","name":"n"}"""));
        Assert.Contains("(dog, puppy) in 'kind', found 'cat'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_a_type_that_derives_from_a_listed_case_is_not_written()
    {
        Assert.Contains("found Wolf", Assert.Throws<JsonException>(static () => Write<Animal>(new Wolf())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_discriminator_of_a_listed_case_may_stand_anywhere() =>
        Assert.Equal(new Withdrawn(1, "x"), Read<Booking>("""{"to":"x","amount":1,"kind":"out"}"""));

    [Fact]
    public void A_level_of_a_hierarchy_is_read_with_the_discriminators_of_the_whole() =>
        Assert.Equal(
            new Incident.Gone("d"), Read<Report>("""{"disk":{"kind":"gone","device":"d"},"figures":[],"animals":{},"exact":null,"notice":{"text":""}}""").Disk);

    [Fact]
    public async Task An_interface_is_the_type_of_a_log()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        IFigure[] figures = [new IFigure.Dot(1, 2), new Segment(new Point(1, 2), new Point(3, 4))];

        await driver.Project("p").Log<IFigure>().AppendBatchAsync(figures);

        Assert.Equal(figures, driver.Project("p").IFigureLog().Read().Select(static entry => entry.Data));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, Contract<T>())!;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Contract<T>());

    private static JsonTypeInfo<T> Contract<T>() => (JsonTypeInfo<T>)LedgerlineJsonContext.Default.GetTypeInfo(typeof(T))!;

#pragma warning disable LL0006 // What another assembly can do.
    private sealed class Wolf : Dog;
#pragma warning restore LL0006
}
