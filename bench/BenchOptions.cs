namespace Ledgerline.Bench;

/// <summary>The command line.</summary>
/// <param name="Rows">The rows asked for; null for all.</param>
/// <param name="Quick">Whether to do less work, less often, for a first look.</param>
/// <param name="From">The JSON of an earlier run to show, instead of measuring; null to measure.</param>
/// <param name="Json">Where to write the results as JSON.</param>
/// <param name="Charts">The directory to draw a chart a group into.</param>
/// <param name="Update">The Markdown page whose results are to be replaced.</param>
internal sealed record BenchOptions(
    IReadOnlySet<string>? Rows = null,
    bool Quick = false,
    string? From = null,
    string? Json = null,
    string? Charts = null,
    string? Update = null)
{
    public const string Usage = """
        dotnet run -c Release --project bench -- [--rows a,b] [--quick] [--json FILE] [--charts DIR] [--update PAGE]
        dotnet run -c Release --project bench -- --from FILE [--charts DIR] [--update PAGE]
        """;

    /// <summary>Parses the command line; null where it is not understood.</summary>
    public static BenchOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new BenchOptions();
        for (; !args.IsEmpty; args = args[(args[0] == "--quick" ? 1 : 2)..])
        {
            BenchOptions? next = args switch
            {
                ["--quick", ..] => options with { Quick = true },
                ["--rows", var rows, ..] => options with { Rows = rows.Split(',').ToHashSet() },
                ["--from", var file, ..] => options with { From = file },
                ["--json", var file, ..] => options with { Json = file },
                ["--charts", var directory, ..] => options with { Charts = directory },
                ["--update", var page, ..] => options with { Update = page },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        bool measures = options.Rows is not null || options.Quick || options.Json is not null;
        return options.From is not null && measures ? null : options;
    }
}
