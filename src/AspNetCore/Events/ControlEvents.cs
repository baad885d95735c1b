using System.Text.Json;

namespace Ledgerline.AspNetCore;

/// <summary>The events that tell of the log itself. Their names have a dot, which the name of a case cannot have.</summary>
internal static class ControlEvents
{
    /// <summary>The log was sealed, and this was its last entry: the client need not return.</summary>
    public static void Completed(FrameBuffer output, long lastSeq) => Write(output, "completed"u8, lastSeq, json => json.WriteNumber("last"u8, lastSeq));

    /// <summary>The entries behind a number are gone; the next to come is behind <paramref name="firstSeq"/> - 1.</summary>
    public static void Truncated(FrameBuffer output, long since, long firstSeq) => Write(output, "truncated"u8, firstSeq - 1, json =>
    {
        json.WriteNumber("since"u8, since);
        json.WriteNumber("first"u8, firstSeq);
    });

    /// <summary>The log is another one than the client knows; all that it holds comes next.</summary>
    /// <param name="output">Takes the event.</param>
    /// <param name="since">What the client came with, where it is a number.</param>
    /// <param name="lastSeq">The log's last number.</param>
    public static void Rewound(FrameBuffer output, long? since, long lastSeq) => Write(output, "rewound"u8, 0, json =>
    {
        if (since is { } number)
        {
            json.WriteNumber("since"u8, number);
        }
        else
        {
            json.WriteNull("since"u8);
        }

        json.WriteNumber("last"u8, lastSeq);
    });

    /// <summary>Something behind a number is damaged, and is passed over. It has no id: whoever returns is told again.</summary>
    public static void Corrupt(FrameBuffer output, long afterSeq, string cause) => Write(output, "corrupt"u8, null, json =>
    {
        json.WriteNumber("seq"u8, afterSeq + 1);
        json.WriteString("cause"u8, cause);
    });

    private static void Write(FrameBuffer output, ReadOnlySpan<byte> name, long? id, Action<Utf8JsonWriter> members)
    {
        if (id is { } seq)
        {
            output.Write("id: "u8);
            output.Number(seq);
            output.Write("\n"u8);
        }

        output.Write("event: log."u8);
        output.Write(name);
        output.Write("\ndata: "u8);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.Write(bytes.WrittenSpan);
        output.Write("\n\n"u8);
    }
}
