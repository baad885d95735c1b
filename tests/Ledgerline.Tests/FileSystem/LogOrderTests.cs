using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What a repair keeps of numbers out of order is as much as can be kept.</summary>
public sealed class LogOrderTests
{
    [Theory]
    [InlineData("1 2 3", "1 2 3")]
    [InlineData("1 2 2 3 4 3", "1 2 3 4")]
    [InlineData("1 2 3 900 4 5", "1 2 3 4 5")]
    [InlineData("7 8 1 2 3 9", "1 2 3 9")]
    [InlineData("5 6 8 9", "5 6 8 9")]
    [InlineData("1 2 3 4 3 4 5 6", "1 2 3 4 5 6")]
    [InlineData("", "")]
    public void The_longest_rising_sequence_is_kept(string numbers, string kept) =>
        Assert.Equal(kept, string.Join(' ', Kept([.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, null))])));

    [Fact]
    public void Of_random_numbers_no_longer_sequence_rises()
    {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            int range = random.Next(1, 12);
            long[] numbers = new long[random.Next(14)];
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = i > 0 && random.Next(2) == 0 ? numbers[i - 1] + 1 : random.Next(1, range + 1);
            }

            List<long> kept = Kept(numbers);
            Assert.True(kept.Zip(kept.Skip(1)).All(pair => pair.First < pair.Second), string.Join(' ', numbers));
            Assert.True(kept.Count == Longest(numbers), $"{string.Join(' ', numbers)}: kept {string.Join(' ', kept)}");
        }
    }

    private static List<long> Kept(long[] numbers)
    {
        var order = new LogOrder();
        foreach (long number in numbers)
        {
            order.Add(number);
        }

        order.Decide();
        return [.. numbers.Where(order.Keeps)];
    }

    private static int Longest(long[] numbers)
    {
        int[] lengths = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            lengths[i] = 1;
            for (int j = 0; j < i; j++)
            {
                lengths[i] = Math.Max(lengths[i], numbers[j] < numbers[i] ? lengths[j] + 1 : 0);
            }
        }

        return lengths.Length == 0 ? 0 : lengths.Max();
    }
}
