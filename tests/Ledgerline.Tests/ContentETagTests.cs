using Ledgerline.Drivers;

namespace Ledgerline.Tests;

public sealed class ContentETagTests
{
    [Fact]
    public void It_is_the_sha_256_of_the_content_in_lower_case_hex() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentETag.Of("abc"u8));

    [Fact]
    public void Contents_that_differ_in_white_space_alone_differ() =>
        Assert.NotEqual(ContentETag.Of("{}"u8), ContentETag.Of("{ }"u8));
}
