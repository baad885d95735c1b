using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

public sealed class OracleTests
{
    [Theory]
    [MemberData(nameof(TypeCatalogue.Cases), MemberType = typeof(TypeCatalogue))]
    public void What_is_written_equals_what_System_Text_Json_writes(CatalogueCase type)
    {
        Assert.All(type.Written(), static written => Assert.Equal(written.Theirs, written.Ours));
    }

    [Theory]
    [MemberData(nameof(TypeCatalogue.Cases), MemberType = typeof(TypeCatalogue))]
    public void Each_reads_what_the_other_wrote(CatalogueCase type)
    {
        Assert.All(type.ReadBack(), static read =>
        {
            Assert.Equal(read.Expected, read.OursReadTheirs);
            Assert.Equal(read.Expected, read.TheirsReadOurs);
        });
    }
}
