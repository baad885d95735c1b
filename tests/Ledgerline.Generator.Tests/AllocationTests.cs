using System.Buffers;
using Ledgerline.Serialization;

namespace Ledgerline.Generator.Tests;

/// <summary>What writing and reading allocate: nothing, and the values.</summary>
public sealed class AllocationTests
{
    private const int Times = 1000;

    private static readonly RecordConverter<Parcel> Converter =
        (RecordConverter<Parcel>)LedgerlineJsonContext.Default.Parcel.Converter;

    [Fact]
    public void Writing_allocates_nothing()
    {
        Parcel parcel = Create(1);
        var output = new ArrayBufferWriter<byte>(1 << 16);

        Assert.Equal(0, AllocatedBy(_ =>
        {
            output.ResetWrittenCount();
            Converter.Write(output, parcel);
        }));
    }

    [Fact]
    public void Reading_allocates_the_object_and_what_it_holds()
    {
        byte[][] written = [.. Enumerable.Range(0, Times).Select(i =>
        {
            var output = new ArrayBufferWriter<byte>();
            Converter.Write(output, Create(i));
            return output.WrittenSpan.ToArray();
        })];
        var kept = new Parcel[Times];

        long allocated = AllocatedBy(i => kept[i] = Converter.Read(written[i]));
        long needed = AllocatedBy(i => kept[i] = kept[i] with { Name = new string(kept[i].Name), Place = new string(kept[i].Place) });

        Assert.InRange(allocated, 1, needed);
    }

    private static Parcel Create(int i) =>
        new($"Parcel {i:0000}", "Ünter den Linden", i, DateTimeOffset.UnixEpoch.AddSeconds(i), null, 1.5m, new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), true, i / 3.0);

    private static long AllocatedBy(Action<int> action)
    {
        Repeat();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Repeat()
        {
            for (int i = 0; i < Times; i++)
            {
                action(i);
            }
        }
    }
}

[JsonKv("parcels")]
public sealed partial record Parcel(
    string Name, string Place, int Number, DateTimeOffset At, string? Note, decimal Weight, Guid Id, bool IsSent, double Ratio);
