namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>One step of a history that one caller makes: an operation through the driver or its rival, which may be opened anew before.</summary>
internal sealed record VersionedStep(VersionedOperation Operation, bool ByRival, bool ReopensRival);
