namespace Ledgerline;

/// <summary>What a driver's data survive and who can see them.</summary>
[Flags]
public enum DriverCapabilities
{
    /// <summary>Data live as long as the driver.</summary>
    None = 0,

    /// <summary>Data survive the process.</summary>
    Persistent = 1,

    /// <summary>Several processes may use the same data at once.</summary>
    MultiProcess = 2,
}
