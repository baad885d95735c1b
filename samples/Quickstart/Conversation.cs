using System.Collections.Immutable;
using Ledgerline;

namespace Quickstart;

/// <summary>A document: the older system kept one under the key <c>threads</c>.</summary>
[JsonKv]
public sealed partial record Conversation(string Title, ImmutableArray<Message> Messages);
