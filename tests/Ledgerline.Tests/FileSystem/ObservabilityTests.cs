using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ledgerline.Drivers;
using Microsoft.Extensions.Logging;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A recovery, a quarantine and a failed flush are told to the logger and counted; appends that go well are silent.</summary>
public sealed class ObservabilityTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();
    private readonly RecordingLogger _logger = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_torn_tail_is_a_quarantine_and_a_recovery()
    {
        string path = _directory.WithLog("p", "{\"seq\":1,\"ts\":1,\"data\":1}\n{\"seq\":2,\"ts\":1,\"da"u8);
        using var counted = new Counted();
        await using FileSystemDriver driver = Open();
        await driver.Project("p").History.AppendAsync(JsonPayload.Parse("2"));

        (LogLevel level, int id, string text, Exception? failure)[] told = [.. _logger.Told];
        Assert.Equal([(LogLevel.Warning, 2), (LogLevel.Warning, 1)], told.Select(static t => (t.level, t.id)));
        Assert.Equal($"Moved 19 bytes of the log {path}, from offset 26, to {path}.quarantine.", told[0].text);
        Assert.Contains("goes on after seq 1", told[1].text, StringComparison.Ordinal);
        Assert.True(counted.Sum("ledgerline.log.quarantined") >= 19);
        Assert.True(counted.Sum("ledgerline.log.recoveries") >= 1);
    }

    [Fact]
    public async Task A_failed_flush_is_told_with_its_failure_and_so_is_the_rewriting_after_it()
    {
        using var counted = new Counted();
        await using FileSystemDriver driver = Open();
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendAsync(JsonPayload.Parse("1"));
        Assert.Empty(_logger.Told);

        bool hasFailed = false;
        _disk.OnCall = call => call == "flush history.jsonl" && !hasFailed && (hasFailed = true) ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(() => log.AppendAsync(JsonPayload.Parse("2")).AsTask());
        await log.AppendAsync(JsonPayload.Parse("2"));

        (LogLevel level, int id, string text, Exception? failure)[] told = [.. _logger.Told];
        Assert.Equal([(LogLevel.Error, 3), (LogLevel.Warning, 4)], told.Select(static t => (t.level, t.id)));
        Assert.Same(FaultyDisk.Failure, told[0].failure);
        Assert.True(counted.Sum("ledgerline.log.flush.failures") >= 1);
    }

    [Fact]
    public async Task Groups_and_flushes_are_measured()
    {
        using var counted = new Counted();
        await using FileSystemDriver driver = Open();
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => log.AppendAsync(JsonPayload.Parse($"{i}")).AsTask()));
        Assert.True(counted.Sum("ledgerline.log.group.size") >= 50);
        Assert.True(counted.Sum("ledgerline.log.flush.duration") > 0);
        Assert.Empty(_logger.Told);
    }

    [Fact]
    public async Task Appends_are_counted_by_log_and_traced()
    {
        string name = $"log{Guid.NewGuid():N}";
        using var counted = new Counted(name);
        List<Activity> activities = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Ledgerline",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (name.Equals(activity.GetTagItem("ledgerline.log")))
                {
                    lock (activities)
                    {
                        activities.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await using FileSystemDriver driver = Open();
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").Log(name, "k");
        await log.AppendAsync(JsonPayload.Parse("\"12\""));
        log.AppendBatch([JsonPayload.Parse("1"), JsonPayload.Parse("2")]);
        await log.TryAppendAsync([JsonPayload.Parse("3")], expectedLastSeq: 99);
        _disk.OnCall = static call => call.StartsWith("write k.jsonl", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(() => log.AppendAsync(JsonPayload.Parse("4")).AsTask());

        Assert.Equal(3, counted.Sum("ledgerline.log.entries"));
        Assert.Equal(6, counted.Sum("ledgerline.log.io"));
        Assert.Equal([1L, 3L, 3L, null], activities.Select(static a => a.GetTagItem("ledgerline.seq.last")));
        Assert.All(activities, static a => Assert.Equal("k", a.GetTagItem("ledgerline.key")));
        Assert.Equal(ActivityStatusCode.Error, activities[^1].Status);
    }

    [Fact]
    public async Task The_slowest_subscriber_of_a_log_shows_how_far_it_is_behind()
    {
        await using FileSystemDriver files = Open();
        await using var memory = new MemoryDriver();
        foreach (IStorageDriver driver in new IStorageDriver[] { files, memory })
        {
            string name = $"log{Guid.NewGuid():N}";
            await driver.CreateProjectAsync("p");
            AppendLog<JsonPayload> log = driver.Project("p").Log(name);
            using LogCursor stalled = driver.Project("p").Store.OpenLog(name).OpenFollower(null, null);
            using LogCursor quick = driver.Project("p").Store.OpenLog(name).OpenFollower(null, null);
            await log.AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse("1"), 7));
            Assert.True(stalled.MoveNext());
            while (quick.MoveNext())
            {
            }

            Assert.Equal(6, Lag(name));
            stalled.Dispose();
            Assert.Equal(0, Lag(name));
            quick.Dispose();
            Assert.Null(Lag(name));
        }
    }

    private static long? Lag(string name)
    {
        long? lag = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Ledgerline", Name: "ledgerline.subscriber.lag" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            lag = tags[0].Value is string source && source.Contains(name, StringComparison.Ordinal) ? value : lag);
        listener.Start();
        listener.RecordObservableInstruments();
        return lag;
    }

    private FileSystemDriver Open() => new(_directory.Path, new() { Logger = _logger }, _disk);

    /// <summary>What the meter has measured since. Other tests run beside this one, so sums are lower bounds.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _sums = [];
        private readonly string? _log;

        /// <param name="log">Where given, only what is tagged with this log counts.</param>
        public Counted(string? log = null)
        {
            _log = log;
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Ledgerline")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public double Sum(string name)
        {
            lock (_sums)
            {
                return _sums.GetValueOrDefault(name);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (_log is not null && (tags.IsEmpty || !_log.Equals(tags[0].Value)))
            {
                return;
            }

            lock (_sums)
            {
                _sums[instrument.Name] = _sums.GetValueOrDefault(instrument.Name) + value;
            }
        }
    }
}
