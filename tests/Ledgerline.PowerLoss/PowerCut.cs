namespace Ledgerline.PowerLoss;

/// <summary>
/// When the power went, in ticks of the clock that all processes share. Nobody would have heard of what was going on at
/// that moment: the kernel lets an fdatasync that the cut overtakes return success now and then, which no promise covers.
/// </summary>
internal readonly record struct PowerCut(long Start, long End)
{
    public bool IsDuring(long start, long end) => end >= Start && start <= End;
}
