namespace Ledgerline.Generator;

/// <summary>What the user's part of the generated context says with [JsonSourceGenerationOptions]; our defaults where it is silent.</summary>
internal sealed record StatedOptions
{
    public static readonly StatedOptions Default = new();

    public NamePolicy PropertyNames { get; init; } = NamePolicy.CamelCase;

    public NamePolicy DictionaryKeys { get; init; } = NamePolicy.AsDeclared;

    /// <summary>Whether enums are numbers unless an attribute says otherwise.</summary>
    public bool EnumsAreNumbers { get; init; }

    /// <summary>Null where nothing is said.</summary>
    public NumberForms? NumberForms { get; init; }

    public IgnoreRule DefaultIgnore { get; init; } = IgnoreRule.Never;

    public bool IncludesFields { get; init; }

    public bool IgnoresReadOnlyProperties { get; init; }

    public bool IgnoresReadOnlyFields { get; init; }

    public bool IsCaseInsensitive { get; init; }

    /// <summary>Which of System.Text.Json's defaults the options begin with; null where none is named.</summary>
    public string? Defaults { get; init; }

    /// <summary>The options as assignments, for what is decided when JSON is read and written.</summary>
    public EquatableArray<string> Assignments { get; init; } = new([]);
}
