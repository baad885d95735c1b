namespace Ledgerline.Postgres.Tests.Blobs;

public sealed class PathRangeTests
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("a/", "a0")]
    [InlineData("a~\u007F", "a~\u0080")]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("a\U0010FFFF", "b")]
    [InlineData("\U0010FFFF", null)]
    [InlineData("", null)]
    public void The_range_of_a_prefix_ends_before_the_next_text_that_does_not_begin_so(string prefix, string? below) =>
        Assert.Equal(new PathRange(prefix, below), PathRange.Of(prefix));
}
