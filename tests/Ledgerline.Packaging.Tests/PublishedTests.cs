using System.Globalization;

namespace Ledgerline.Packaging.Tests;

/// <summary>The sample <c>samples/Aot</c>, published in each way that takes code away.</summary>
[Collection(PackageCollection.Name)]
public sealed class PublishedTests(PackedLedgerline packed)
{
    public const string Sample = "Aot";

    /// <summary>How large the native program may be, in bytes: a ratchet in both directions, 5 % around what it is.</summary>
    private const long SmallestNative = 3_700_000;
    private const long LargestNative = 4_100_000;

    [NativeAotFact]
    public async Task A_program_published_natively_runs_was_compiled_without_a_warning_and_has_the_size_that_is_known()
    {
        using Consumer consumer = await packed.CreateConsumerAsync(Sample, ("PublishAot", "true"));

        await consumer.PublishAsync();

        Assert.False(File.Exists(consumer.Program + ".dll"));
        AssertIsADayOfTheShop(await consumer.RunAsync());
        long size = new FileInfo(consumer.Program).Length;
        Assert.True(
            size <= LargestNative,
            $"The native program grew to {Show(size)} bytes, more than {Show(LargestNative)}. Find what came in; if it is worth it, raise both bounds.");
        Assert.True(
            size >= SmallestNative,
            $"The native program shrank to {Show(size)} bytes, less than {Show(SmallestNative)}. Well done: lower both bounds, so that it stays there.");
    }

    [Fact]
    public async Task A_trimmed_program_runs_and_was_published_without_a_warning()
    {
        using Consumer consumer = await packed.CreateConsumerAsync(Sample, ("PublishTrimmed", "true"), ("TrimMode", "full"), ("TrimmerSingleWarn", "false"));

        await consumer.PublishAsync("--self-contained");

        AssertIsADayOfTheShop(await consumer.RunAsync());
    }

    [Fact]
    public async Task A_single_file_runs_and_was_published_without_a_warning()
    {
        using Consumer consumer = await packed.CreateConsumerAsync(Sample, ("PublishSingleFile", "true"), ("EnableSingleFileAnalyzer", "true"));

        await consumer.PublishAsync("--self-contained", "false");

        Assert.False(File.Exists(consumer.Program + ".dll"));
        AssertIsADayOfTheShop(await consumer.RunAsync());
    }

    /// <summary>What the sample says of one driver.</summary>
    public static IEnumerable<string> DayOfTheShop(string driver)
    {
        const string day = """
            placed as 1
            paid and shipped as 2 to 3
            too late: Conflict { ActualLastSeq = 3 }
            last: parcel 00000000000000000000000000000000 by Courier
            followed 1: Zoë wants 2 tea and 1 cup
            followed 2: 21 paid at 12:00
            followed 3: parcel 00000000000000000000000000000000 by Courier
            first Stored, then Conflict
            42 pieces of tea at 12:00, nobody counted
            Settings { Patience = 01:30:00, Preferred = Post }
            """;
        return day.ReplaceLineEndings("\n").Split('\n').Select(line => $"{driver}: {line}");
    }

    private static void AssertIsADayOfTheShop(string output) => Assert.Equal(
        [.. DayOfTheShop("files"), .. DayOfTheShop("memory")], output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));

    private static string Show(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
