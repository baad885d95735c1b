using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Simulation;

/// <summary>A batch that a process tried to append, acknowledged or not. Its payloads are like no other's.</summary>
internal sealed class Attempt(IReadOnlyList<string> payloads, Durability durability)
{
    public IReadOnlyList<string> Payloads { get; } = payloads;

    public Durability Durability { get; } = durability;

    public PayloadBatch Batch()
    {
        int[] ends = new int[Payloads.Count];
        int length = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = length += Payloads[i].Length;
        }

        return new(Encoding.UTF8.GetBytes(string.Concat(Payloads)), ends);
    }
}
