using System.Reflection;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

/// <summary>The catalogue against System.Text.Json, type by type, with random values: <c>LEDGERLINE_SEED=N</c> repeats a run.</summary>
public sealed class OracleTests
{
    private const int ValuesPerType = 25;

    [Theory]
    [MemberData(nameof(TypeCatalogue.Types), MemberType = typeof(TypeCatalogue))]
    public void What_is_written_equals_what_System_Text_Json_writes(Type type) => Seed.Check(values =>
    {
        for (int i = 0; i < ValuesPerType; i++)
        {
            object value = values.Create(type);

            Assert.Equal(Serializers.WriteTheirs(type, value), Serializers.WriteOurs(type, value));
        }
    });

    [Theory]
    [MemberData(nameof(TypeCatalogue.Types), MemberType = typeof(TypeCatalogue))]
    public void Each_reads_what_the_other_wrote(Type type) => Seed.Check(values =>
    {
        bool isReadByBoth = type.GetCustomAttribute<ReadsDifferentlyAttribute>() is null;
        for (int i = 0; i < ValuesPerType; i++)
        {
            object value = values.Create(type);
            string written = Serializers.WriteTheirs(type, value);
            string expected = isReadByBoth ? Rewrite(Serializers.ReadTheirs(type, written)) : written;

            Assert.Equal(expected, Rewrite(Serializers.ReadOurs(type, written)));
            if (isReadByBoth)
            {
                Assert.Equal(expected, Rewrite(Serializers.ReadTheirs(type, Serializers.WriteOurs(type, value))));
            }
        }

        string Rewrite(object read) => Serializers.WriteTheirs(type, read);
    });

    [Fact]
    public void The_catalogue_has_at_least_150_types() => Assert.InRange(TypeCatalogue.Types.Count, 150, int.MaxValue);
}
