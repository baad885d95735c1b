using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime;
using Ledgerline.AspNetCore;
using Ledgerline.Bench.Web;

namespace Ledgerline.Bench.Children;

/// <summary>A server of events in a process of its own, which says what its process takes.</summary>
internal static class EventServerProbe
{
    public const string Port = "port";
    public const string Append = "append";
    public const string Memory = "memory";
    public const string Sent = "sent";

    private const int EntriesABatch = 100;

    /// <summary>Answers a line each: its port; the appending of so many entries of so many bytes; the resident set of its
    /// process after a full collection; how many entries were sent, to all clients together.</summary>
    public static async Task RunAsync(string directory, Action ready)
    {
        long sent = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == LedgerlineTelemetry.MeterName && instrument.Name == "ledgerline.stream.entries")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref sent, count));
        listener.Start();
        await using FanoutServer server = await FanoutServer.StartAsync(directory);
        ready();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            long answer = line.Split(' ') switch
            {
                [Port] => server.Port,
                [Append, var entries, var size] => await AppendAsync(server, int.Parse(entries), int.Parse(size)),
                [Memory] => Resident(),
                [Sent] => Interlocked.Read(ref sent),
                _ => throw new ArgumentException($"There is no answer to '{line}'."),
            };
            await Console.Out.WriteLineAsync(answer.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task<long> AppendAsync(FanoutServer server, int entries, int size)
    {
        string padding = new('.', size);
        foreach (Tweak[] batch in Tweak.UpTo(entries).Select(tweak => tweak with { File = padding }).Chunk(EntriesABatch))
        {
            await server.Log.AppendBatchAsync(Ledger.Encode(batch));
        }

        return entries;
    }

    private static long Resident()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }
}
