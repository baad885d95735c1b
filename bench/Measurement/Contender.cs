namespace Ledgerline.Bench.Measurement;

/// <summary>One way to do a row's work.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Open">Gets ready in an empty directory, outside the measured time.</param>
internal sealed record Contender(string Name, Func<string, Task<Work>> Open)
{
    public ContenderKind Kind { get; init; }

    /// <summary>Whether each round begins in a new directory; otherwise all rounds share what was opened once.</summary>
    public bool StartsAfresh { get; init; }

    /// <summary>A contender around something that is opened, worked on, checked and disposed.</summary>
    public static Contender Of<T>(
        string name, Func<string, Task<T>> open, Func<T, Task<double>> measure, Func<T, Task>? verify = null)
        where T : IAsyncDisposable =>
        new(name, async directory =>
        {
            T subject = await open(directory);
            return new Work(
                () => measure(subject), () => verify?.Invoke(subject) ?? Task.CompletedTask, subject.DisposeAsync);
        });

    /// <summary>A contender that needs nothing but files that are there.</summary>
    public static Contender Over(string name, Func<Task<string>> make, Func<string, Task<double>> measure) =>
        new(name, async _ =>
        {
            string directory = await make();
            return new Work(() => measure(directory), () => Task.CompletedTask, () => default);
        });

    /// <summary>No peer but a number that must not be exceeded.</summary>
    public static Contender Allowance(string name, double cost) =>
        new(name, _ => Task.FromResult(new Work(() => Task.FromResult(cost), () => Task.CompletedTask, () => default)))
        {
            Kind = ContenderKind.Allowance,
        };
}
