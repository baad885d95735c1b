namespace Ledgerline;

/// <summary>What an acknowledged write has survived.</summary>
public enum Durability
{
    /// <summary>On stable storage: it survives a crash of the machine. The default.</summary>
    Flushed = 0,

    /// <summary>Handed to the operating system: it survives a crash of the process, not of the machine.</summary>
    Buffered = 1,
}
