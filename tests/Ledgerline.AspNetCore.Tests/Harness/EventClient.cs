using System.Globalization;
using System.Text;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Reads an event stream by the rules of the WHATWG HTML specification, as a browser does.</summary>
internal sealed class EventClient(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public HttpResponseMessage Response => response;

    /// <summary>The last id that was seen, as a browser would send it.</summary>
    public string LastEventId { get; private set; } = "";

    public int? Retry { get; private set; }

    /// <summary>Connects; the answer's head has come when this completes.</summary>
    public static async Task<EventClient> ConnectAsync(TestServer server, string path, string? lastEventId = null, Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
        if (version is not null)
        {
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Deadline);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync(), new UTF8Encoding(false, true)));
    }

    /// <summary>The next event; null at the stream's end.</summary>
    public Task<ServerEvent?> NextAsync() => ReadAsync().WaitAsync(Deadline);

    /// <summary>The next events, as many as asked for.</summary>
    public async Task<IReadOnlyList<ServerEvent>> TakeAsync(int count)
    {
        var events = new List<ServerEvent>();
        while (events.Count < count)
        {
            events.Add(await NextOfAsync(events) ?? throw new EndOfStreamException($"The stream ended after {events.Count} of {count} events."));
        }

        return events;
    }

    private async Task<ServerEvent?> NextOfAsync(List<ServerEvent> before)
    {
        try
        {
            return await NextAsync();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Nothing more came after {before.Count} events; the last are: {string.Join("; ", before.TakeLast(5))}", e);
        }
    }

    /// <summary>All events up to the stream's end.</summary>
    public async Task<IReadOnlyList<ServerEvent>> RestAsync()
    {
        var events = new List<ServerEvent>();
        while (await NextAsync() is { } next)
        {
            events.Add(next);
        }

        return events;
    }

    /// <summary>The next line as it is.</summary>
    public async Task<string> LineAsync() => await reader.ReadLineAsync().WaitAsync(Deadline) ?? throw new EndOfStreamException();

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }

    private async Task<ServerEvent?> ReadAsync()
    {
        var data = new List<string>();
        string name = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                {
                    return new(LastEventId, name.Length == 0 ? "message" : name, string.Join('\n', data));
                }

                name = "";
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? "" : line[(colon + 1)..];
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    LastEventId = value;
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    data.Add(value);
                    break;
                case "retry":
                    Retry = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
            }
        }

        return null;
    }
}
