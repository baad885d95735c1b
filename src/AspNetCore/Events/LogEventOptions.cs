using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore;

/// <summary>How an endpoint sends a log's entries.</summary>
public sealed class LogEventOptions
{
    /// <summary>The project's id, for a pattern without <c>{project}</c>; null, the default, for one with it.</summary>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    public string? Project
    {
        get;
        set
        {
            StorageName.ThrowIfInvalid(value, "project id");
            field = value;
        }
    }

    /// <summary>The log's key, for a pattern without <c>{key}</c>; null, the default, for the log without a key.</summary>
    /// <exception cref="ArgumentException">The key breaks the rule.</exception>
    public string? Key
    {
        get;
        set
        {
            StorageName.ThrowIfInvalid(value, "log key");
            field = value;
        }
    }

    /// <summary>
    /// The JSON member whose value becomes the event's name; null for events without a name, which a browser tells as
    /// <c>message</c>. The discriminator of the log's type; of an untyped log <c>kind</c>.
    /// </summary>
    public string? Discriminator { get; set; }

    /// <summary>
    /// Whether an event's data are <c>{"seq":N,"ts":MS,"data":...}</c>, the number, the time in milliseconds since 1970-01-01
    /// UTC, and the payload. False, the default, sends the payload alone.
    /// </summary>
    public bool IncludeTime { get; set; }

    /// <summary>How long a stream may be silent before a comment is sent, from 10 ms. 15 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 10 ms, or above an hour.</exception>
    public TimeSpan Heartbeat
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(10));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(15);

    /// <summary>How long a browser is told to wait before it returns, from zero, in whole milliseconds. 2 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above an hour.</exception>
    public TimeSpan Retry
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What a project that does not exist, one that the caller may not use, and a name that breaks the rule are answered with,
    /// all alike: 404, the default, or 403.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 404 nor 403.</exception>
    public int RefusalStatusCode
    {
        get;
        set => field = value is 404 or 403 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Use 404 or 403.");
    } = 404;
}
