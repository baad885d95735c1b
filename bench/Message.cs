namespace Ledgerline.Bench;

/// <summary>A part of a <see cref="Conversation"/>.</summary>
public sealed record Message(string Role, string Text);
