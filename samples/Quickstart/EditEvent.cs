using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ledgerline;

namespace Quickstart;

/// <summary>What happened to a page while people edited it. The cases and members are those of an older system's log.</summary>
[AppendLog("history")]
[JsonDerivedType(typeof(CommentEdit), "comment-edit")]
public abstract partial record EditEvent
{
    public sealed record Tweak(string File, string Turn, int N) : EditEvent;

    public sealed record CommentEdit(string Turn, string Text, bool Resolved) : EditEvent;

    public sealed record Snapshot(string Turn, long Size, double Ratio, ImmutableArray<string> Tags, Origin? Parent) : EditEvent;
}
