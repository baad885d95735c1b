namespace Ledgerline.Drivers;

/// <summary>On which terms a batch is appended.</summary>
/// <param name="ExpectedLastSeq">Where set, nothing is written unless it is the log's last number.</param>
/// <param name="Durability">What the acknowledgement means; null for the driver's setting.</param>
/// <param name="Retention">How much the log keeps, to be applied after the batch is acknowledged; null for the driver's setting.</param>
public readonly record struct AppendTerms(long? ExpectedLastSeq, Durability? Durability, LogRetention? Retention);
