namespace Ledgerline.Tests.Contract.Copies;

/// <summary>What becomes of the calls that a copy makes to its two drivers, one after the other.</summary>
internal sealed class CallPlan
{
    /// <summary>How many were made.</summary>
    public int Calls { get; private set; }

    /// <summary>Asked before each call with its number, from 1, and the member; what it throws is the call's failure.</summary>
    public Action<int, string> Before { get; init; } = static (_, _) => { };

    /// <summary>The same after the call took effect, so that its answer is lost.</summary>
    public Action<int, string> After { get; init; } = static (_, _) => { };

    /// <summary>Changes what is handed over.</summary>
    public Func<string, object?, object?> Argument { get; init; } = static (_, value) => value;

    public int Begin(string member)
    {
        int call = ++Calls;
        Before(call, member);
        return call;
    }
}
