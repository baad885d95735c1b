namespace Ledgerline.Generator;

/// <summary>Which types the parameters have that members are set by.</summary>
internal static class CmdletTypes
{
    /// <summary>The type of a parameter, never null: a member's own, and an array for a sequence.</summary>
    public static string Of(CmdletParameter parameter) =>
        !parameter.IsPublic ? "object"
        : Items(parameter) is { } items ? items.TypeName + "[]"
        : parameter.Value.TypeName;

    /// <summary>The items of what is passed as an array; null for what is no sequence.</summary>
    public static JsonValue? Items(CmdletParameter parameter) =>
        parameter.IsPublic && parameter.Value is SequenceValue sequence ? sequence.Item : null;

    /// <summary>Whether PowerShell's own conversions lead to the type; else what is passed goes through JSON.</summary>
    public static bool IsConverted(CmdletParameter parameter)
    {
        JsonValue passed = Items(parameter) ?? parameter.Value;
        return parameter.IsPublic && (passed is NullableValue nullable ? nullable.Inner : passed) switch
        {
            EnumValue => true,
            ScalarValue { Reader: var reader } => !reader.StartsWith("Json", StringComparison.Ordinal) && !reader.EndsWith("OfBytes", StringComparison.Ordinal),
            _ => false,
        };
    }
}
