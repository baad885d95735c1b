namespace Ledgerline.Tests.FileSystem;

/// <summary>Stands for the end of the process: no call of its disk works afterwards, and nothing in the driver expects it.</summary>
public sealed class ProcessDeathException : Exception;
