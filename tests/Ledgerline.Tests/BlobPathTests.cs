using Ledgerline.Drivers;
using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests;

public sealed class BlobPathTests
{
    [Theory]
    [MemberData(nameof(InvalidBlobPaths.All), MemberType = typeof(InvalidBlobPaths))]
    public void What_breaks_the_rule_is_refused_with_the_rule(string path) => CheckRefused(path);

    [Fact]
    public void What_is_no_text_is_refused_with_the_rule()
    {
        Assert.All(InvalidBlobPaths.HalfSurrogates, CheckRefused);
        Assert.All(InvalidBlobPaths.HalfSurrogates, path => Assert.Throws<ArgumentException>(() => BlobPath.ThrowIfInvalidPrefix(path)));
        Assert.False(BlobPath.IsValidSegment("a\uD800"));
    }

    private static void CheckRefused(string path)
    {
        Assert.False(BlobPath.IsValid(path));
        ArgumentException e = Assert.Throws<ArgumentException>(() => BlobPath.ThrowIfInvalid(path));
        Assert.Equal(nameof(path), e.ParamName);
        Assert.Contains("is not valid: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("Use a relative path with '/' between segments", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, static c => char.IsControl(c) || char.IsSurrogate(c));
    }

    [Theory]
    [MemberData(nameof(InvalidBlobPaths.Kept), MemberType = typeof(InvalidBlobPaths))]
    public void What_keeps_the_rule_is_taken_with_each_of_its_beginnings(string path)
    {
        Assert.True(BlobPath.IsValid(path));
        BlobPath.ThrowIfInvalid(path);
        Assert.All(path.Split('/'), segment => Assert.True(BlobPath.IsValidSegment(segment)));
        for (int length = 0; length <= path.Length; length++)
        {
            if (length == 0 || !char.IsHighSurrogate(path[length - 1]))
            {
                BlobPath.ThrowIfInvalidPrefix(path[..length]);
            }
        }
    }

    [Fact]
    public void None_is_no_path_but_a_prefix()
    {
        Assert.False(BlobPath.IsValid(null));
        Assert.Throws<ArgumentNullException>(() => BlobPath.ThrowIfInvalid(null));
        BlobPath.ThrowIfInvalidPrefix(null);
    }

    [Theory]
    [InlineData("a/")]
    [InlineData("a/b/")]
    [InlineData("CON")]
    [InlineData("a/nul.t")]
    [InlineData("a.")]
    [InlineData("a ")]
    public void A_prefix_may_end_where_no_path_does(string prefix)
    {
        Assert.False(BlobPath.IsValid(prefix));
        BlobPath.ThrowIfInvalidPrefix(prefix);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("a//")]
    [InlineData("../")]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData(".m")]
    [InlineData(".meta/")]
    [InlineData("a/../")]
    [InlineData("a/.")]
    [InlineData("a\\")]
    [InlineData("C:")]
    [InlineData("CON/")]
    [InlineData("a./")]
    [InlineData("a\0")]
    public void A_prefix_that_no_path_begins_with_is_refused_with_the_rule(string prefix)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => BlobPath.ThrowIfInvalidPrefix(prefix));
        Assert.Equal(nameof(prefix), e.ParamName);
        Assert.Contains("The blob prefix ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_is_no_longer_than_a_path_may_be()
    {
        BlobPath.ThrowIfInvalidPrefix(new('a', 255));
        Assert.Throws<ArgumentException>(() => BlobPath.ThrowIfInvalidPrefix(new('a', 256)));
        Assert.Throws<ArgumentException>(() => BlobPath.ThrowIfInvalidPrefix(string.Concat(Enumerable.Repeat("abc/", 257))));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(".meta")]
    [InlineData("a\uFFFD", true)]
    [InlineData("e\u0301", true)]
    public void A_segment_is_one_name(string segment, bool isValid = false) =>
        Assert.Equal(isValid, BlobPath.IsValidSegment(segment));
}
