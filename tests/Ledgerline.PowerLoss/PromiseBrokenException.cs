namespace Ledgerline.PowerLoss;

/// <summary>After the power came back something was not as it was promised.</summary>
internal sealed class PromiseBrokenException(string message) : Exception(message);
