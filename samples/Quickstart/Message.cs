namespace Quickstart;

/// <summary>One message of a <see cref="Conversation"/>.</summary>
public sealed record Message(string Role, string Text);
