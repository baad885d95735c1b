namespace Ledgerline.AspNetCore.Tests;

/// <summary>What the tests follow: a closed hierarchy.</summary>
[AppendLog("history")]
public abstract partial record RunEvent
{
    public sealed record Started(string Name) : RunEvent;

    public sealed record Finished(string Name, int ExitCode) : RunEvent;
}
