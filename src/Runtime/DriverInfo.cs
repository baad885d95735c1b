namespace Ledgerline;

/// <summary>What a driver is and can do.</summary>
/// <param name="Name">The driver's short name, such as <c>FileSystem</c> or <c>Memory</c>.</param>
/// <param name="InterfaceVersion">The version of the driver contract that it implements, from 1.</param>
/// <param name="Capabilities">What its data survive and who can see them.</param>
public sealed record DriverInfo(string Name, int InterfaceVersion, DriverCapabilities Capabilities);
