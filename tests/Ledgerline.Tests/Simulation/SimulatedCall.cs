namespace Ledgerline.Tests.Simulation;

/// <summary>The kinds of calls that a process makes to the disk.</summary>
internal enum SimulatedCall
{
    Open,
    Create,
    Status,
    Read,
    Write,
    Flush,
    SetLength,
    SetModified,
    SetOwner,
    Rename,
    Delete,
    CreateDirectory,
    RemoveDirectory,
    FlushDirectory,
    List,
    Lock,
    Unlock,
}
