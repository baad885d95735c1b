namespace Ledgerline;

/// <summary>What a copy that came to its end did. The target was found equal to the source.</summary>
/// <param name="TargetProjectId">The project that was written.</param>
/// <param name="Copied">What this call has written. A log counts where anything of it was missing.</param>
/// <param name="AlreadyThere">What it found in the target as it is in the source, written by an earlier call.</param>
public sealed record ProjectCopyResult(string TargetProjectId, ProjectCopyCounts Copied, ProjectCopyCounts AlreadyThere);
