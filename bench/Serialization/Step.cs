using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Serialization;

/// <summary>An event of three kinds. System.Text.Json is told of the cases, which Ledgerline finds by itself.</summary>
[AppendLog("steps")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract partial record Step
{
    public sealed record Started(string Name, DateTimeOffset At) : Step;

    public sealed record Progressed(string Name, int Done, int Total) : Step;

    public sealed record Finished(string Name, int ExitCode, bool IsClean) : Step;

    /// <summary>The event of a number.</summary>
    public static Step Of(int n) => (n % 3) switch
    {
        0 => new Started($"build{n % 1000:000}", DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + n)),
        1 => new Progressed($"build{n % 1000:000}", n, 2 * n),
        _ => new Finished($"build{n % 1000:000}", n % 7, n % 2 == 0),
    };
}
