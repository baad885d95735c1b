namespace Ledgerline.Bench;

/// <summary>The command line.</summary>
/// <param name="Rows">The rows asked for; null for all.</param>
/// <param name="Quick">Whether to do less work, less often, for a first look.</param>
/// <param name="JsonFile">Where to write the results as JSON too.</param>
internal sealed record BenchOptions(IReadOnlySet<string>? Rows, bool Quick, string? JsonFile)
{
    public const string Usage = "dotnet run -c Release --project bench -- [--rows a,b] [--quick] [--json FILE]";

    /// <summary>Parses the command line; null where it is not understood.</summary>
    public static BenchOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new BenchOptions(null, false, null);
        while (!args.IsEmpty)
        {
            switch (args)
            {
                case ["--quick", .. var rest]:
                    options = options with { Quick = true };
                    args = rest;
                    break;
                case ["--rows", var rows, .. var rest]:
                    options = options with { Rows = rows.Split(',').ToHashSet() };
                    args = rest;
                    break;
                case ["--json", var file, .. var rest]:
                    options = options with { JsonFile = file };
                    args = rest;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
