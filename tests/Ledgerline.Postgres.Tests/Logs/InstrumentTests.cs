using System.Diagnostics.Metrics;
using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Logs;

/// <summary>What the meter is told of groups.</summary>
public sealed class InstrumentTests
{
    private const string GroupSize = "ledgerline.log.group.size";
    private const string FlushDuration = "ledgerline.log.flush.duration";
    private const string FlushFailures = "ledgerline.log.flush.failures";

    [Fact]
    public async Task Each_append_is_measured_in_one_group_and_the_time_of_those_that_asked_for_stable_storage()
    {
        await using OpenSchema schema = await OpenSchema.OpenAsync();
        using var measured = new Measured();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(n => schema.Project.History.AppendAsync(JsonPayload.Parse($"{n}"), Durability.Flushed).AsTask()));

        double[] groups = measured.Of(GroupSize);
        Assert.Equal(64, groups.Sum());
        Assert.True(groups.Length < 64, "nobody shared a transaction");
        Assert.Equal(groups.Length, measured.Of(FlushDuration).Length);
        Assert.All(measured.Of(FlushDuration), seconds => Assert.True(seconds > 0));

        await schema.Project.History.AppendAsync(JsonPayload.Parse("64"), Durability.Buffered);

        Assert.Equal([.. groups, 1], measured.Of(GroupSize));
        Assert.Equal(groups.Length, measured.Of(FlushDuration).Length);
        Assert.Empty(measured.Of(FlushFailures));
    }

    [Fact]
    public async Task A_group_that_fails_is_counted_once()
    {
        await using var driver = new PostgresDriver("Host=127.0.0.1;Port=1;Username=nobody", new() { RetryTimeout = TimeSpan.Zero });
        using var measured = new Measured();

        await Assert.ThrowsAsync<StorageException>(() => driver.Project("p").History.AppendAsync(JsonPayload.Parse("1")).AsTask());

        Assert.Equal([1], measured.Of(FlushFailures));
        Assert.Empty(measured.Of(GroupSize));
    }

    /// <summary>What is measured on behalf of who made this: other tests run beside it.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly AsyncLocal<bool> _isOurs = new() { Value = true };
        private readonly MeterListener _listener = new();
        private readonly List<(string Name, double Value)> _values = [];

        public Measured()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Ledgerline")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
            _listener.Start();
        }

        public double[] Of(string name)
        {
            lock (_values)
            {
                return [.. _values.Where(v => v.Name == name).Select(v => v.Value)];
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value)
        {
            if (_isOurs.Value)
            {
                lock (_values)
                {
                    _values.Add((instrument.Name, value));
                }
            }
        }
    }
}
