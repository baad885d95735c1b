using System.Collections.Immutable;

namespace Ledgerline.Bench;

/// <summary>The document that every row stores: 968 bytes of JSON.</summary>
[JsonKv("conversations")]
public sealed partial record Conversation(string Title, ImmutableArray<Message> Messages, int N)
{
    /// <summary>How long its JSON is, in bytes.</summary>
    public const int Size = 968;

    private const int MessageCount = 6;
    private const int RestOfTitle = 161;

    private static readonly string Text = string.Concat(Enumerable.Repeat("What was said and heard. ", 4));

    /// <summary>The document of a number of up to six digits, which it carries.</summary>
    public static Conversation Number(int n) => new(
        new string('t', RestOfTitle),
        [.. Enumerable.Range(0, MessageCount).Select(i => new Message(i % 2 == 0 ? "user" : "assistant", Text))],
        100_000 + n);
}
