using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline.Generator.Tests;

public sealed class NamingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("Name")]
    [InlineData("name")]
    [InlineData("URLPath")]
    [InlineData("ID")]
    [InlineData("IOStream")]
    [InlineData("AB")]
    [InlineData("ABc")]
    [InlineData("A1B")]
    [InlineData("_Name")]
    [InlineData("ÄÖü")]
    [InlineData("Snake_Case")]
    [InlineData("X_Y")]
    [InlineData("İstanbul")]
    [InlineData("AB CD")]
    public void Member_names_are_those_of_the_camel_case_policy(string name) =>
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), CamelCase.Convert(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("A-Z_09")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("ö")]
    [InlineData("a b")]
    [InlineData("é")]
    public void Persisted_names_have_the_runtimes_rule(string? name) =>
        Assert.Equal(StorageName.IsValid(name), StorageNameRule.IsValid(name));

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    public void The_longest_persisted_name_is_the_runtimes(int length) =>
        Assert.Equal(StorageName.IsValid(new string('a', length)), StorageNameRule.IsValid(new string('a', length)));
}
