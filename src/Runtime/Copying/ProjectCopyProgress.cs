namespace Ledgerline;

/// <summary>How far a copy has come.</summary>
/// <param name="Item">What is being copied now, such as <c>log history</c>, <c>document settings/x</c> or <c>blob a/b.txt</c>; empty at the end.</param>
/// <param name="Copied">What this call has written and, but for the item, checked.</param>
/// <param name="AlreadyThere">What it found in the target as it is in the source.</param>
public readonly record struct ProjectCopyProgress(string Item, ProjectCopyCounts Copied, ProjectCopyCounts AlreadyThere);
