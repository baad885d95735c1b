using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Measurements and traces by the names that OpenTelemetry is told.</summary>
public sealed class TelemetryTests
{
    /// <summary>A log of its own, so that other tests' measurements are told apart.</summary>
    private const string Log = "telemetry";

    [Fact]
    public async Task Streams_their_entries_and_their_bytes_are_measured_by_log()
    {
        var sums = new ConcurrentDictionary<string, long>();
        using MeterListener listener = Listen(LedgerlineTelemetry.MeterName, sums);
        await using TestServer server = await StartAsync();
        AppendLog<JsonPayload> log = server.Project.Log(Log);
        await log.AppendBatchAsync(Enumerable.Range(1, 3).Select(static number => JsonPayload.Parse($$"""{"kind":"a","n":{{number}}}""")));
        using (EventClient client = await EventClient.ConnectAsync(server, "/events/p_demo?since=0"))
        using (EventClient live = await EventClient.ConnectAsync(server, "/events/p_demo"))
        {
            await client.TakeAsync(3);
            await log.AppendAsync(JsonPayload.Parse("""{"kind":"a","n":4}"""));
            await client.TakeAsync(1);
            await live.TakeAsync(1);
            await Eventually.TrueAsync(() => sums["ledgerline.stream.entries"] == 5);
            Assert.Equal(2, sums["ledgerline.stream.open"]);
        }

        await Eventually.TrueAsync(() => sums["ledgerline.stream.open"] == 0);
        Assert.Equal(5, sums["ledgerline.stream.entries"]);

        // Both openings, and an event for each entry and client.
        int opening = ":\nretry: 2000\nid: 0\n\n".Length;
        int entry = "id: 1\nevent: a\ndata: {\"kind\":\"a\",\"n\":1}\n\n".Length;
        Assert.Equal((2 * opening) + (5 * entry), sums["ledgerline.stream.io"]);
    }

    [Fact]
    public async Task The_storages_own_measurements_and_traces_have_the_names_that_are_told()
    {
        var sums = new ConcurrentDictionary<string, long>();
        var activities = new ConcurrentBag<Activity>();
        using MeterListener meters = Listen(LedgerlineTelemetry.StorageMeterName, sums);
        using var traces = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == LedgerlineTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Add(activity),
        };
        ActivitySource.AddActivityListener(traces);
        await using TestServer server = await StartAsync();

        await server.Project.Log(Log).AppendAsync(JsonPayload.Parse("1"));

        Assert.True(sums["ledgerline.log.entries"] > 0);
        Activity append = Assert.Single(activities, static activity => Equals(activity.GetTagItem("ledgerline.log"), Log));
        Assert.Equal("append", append.OperationName);
    }

    private static MeterListener Listen(string meter, ConcurrentDictionary<string, long> sums)
    {
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();
        return listener;

        void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "ledgerline.log" && Equals(tag.Value, Log))
                {
                    sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
                }
            }
        }
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(static app => app.MapLogEvents("/events/{project}", Log));
}
