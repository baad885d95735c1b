using System.Text;
using System.Text.Json.Serialization;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Fuzzing;

namespace Ledgerline.Generator.Tests;

/// <summary>
/// The two ways of reading: as it is expected, and any JSON. <c>LEDGERLINE_SEED=N</c> repeats a run,
/// <c>LEDGERLINE_JSON_CASES=N</c> sets its length.
/// </summary>
public sealed class TwoPathsTests
{
    private const int ValuesPerType = 20;

    // Errors cost more than values, and the way in is one for all types.
    private const int EntrancesEvery = 16;

    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_JSON_CASES"), out int given) ? given : 1_000_000;

    [Theory]
    [MemberData(nameof(TypeCatalogue.Types), MemberType = typeof(TypeCatalogue))]
    public void What_is_written_is_what_is_expected(Type type) => Seed.Check(values =>
    {
        var paths = PathComparison.Of(type);
        for (int i = 0; i < ValuesPerType; i++)
        {
            byte[] written = paths.Write(values.Create(type));

            // What is extension data is unknown, and so for the general path.
            Assert.True(HasExtensionData(type) || paths.IsExpected(written), Encoding.UTF8.GetString(written));
        }
    });

    private static bool HasExtensionData(Type type) => type.GetNestedTypes().Append(type)
        .SelectMany(static each => each.GetProperties())
        .Any(static property => property.IsDefined(typeof(JsonExtensionDataAttribute), inherit: true));

    [Fact]
    public void Changed_JSON_is_read_alike_by_both_paths()
    {
        var written = new List<(PathComparison Paths, byte[] Json)>();
        Seed.Check(values =>
        {
            foreach (Type type in TypeCatalogue.Types)
            {
                var paths = PathComparison.Of(type);
                for (int i = 0; i < ValuesPerType; i++)
                {
                    written.Add((paths, paths.Write(values.Create(type))));
                }
            }
        });
        int expected = 0;

        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var random = new Random(Seed.Value + worker);
            var mutations = new JsonMutations(random);
            int found = 0;
            for (int i = worker; i < Cases; i += Environment.ProcessorCount)
            {
                (PathComparison paths, byte[] json) = written[random.Next(written.Count)];
                byte[] mutated = mutations.Mutate(json);
                try
                {
                    found += paths.IsExpected(mutated) ? 1 : 0;
                    if (i % EntrancesEvery == 0)
                    {
                        paths.CheckEntrances(mutated);
                    }
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException(
                        $"LEDGERLINE_SEED={Seed.Value}, case {i}, {paths}: {e.Message}\n{Encoding.UTF8.GetString(mutated)}", e);
                }
            }

            Interlocked.Add(ref expected, found);
        });

        // A comparison in which the expected path never came so far as to differ would say nothing.
        Assert.InRange(expected, Cases / 50, Cases);
    }
}
