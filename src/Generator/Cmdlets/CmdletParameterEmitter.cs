namespace Ledgerline.Generator;

/// <summary>Prints the parameters of a cmdlet that stores a record.</summary>
internal static class CmdletParameterEmitter
{
    private const string Management = "global::System.Management.Automation";

    /// <summary>The switch that says which case is stored.</summary>
    public static void Switch(SourceWriter source, CmdletCase each)
    {
        source.Line($"/// <summary>Stores a <see cref=\"{each.Type.TypeName}\"/>.</summary>");
        source.Line(Attribute(each.Name, isMandatory: true, isFromPipeline: false, each.Help));
        source.Line($"public {Management}.SwitchParameter {each.Name} {{ get; set; }}");
    }

    /// <summary>The property of a parameter, which several cases may have.</summary>
    /// <param name="source">Takes the property.</param>
    /// <param name="uses">The sets that have it, with what each says of it.</param>
    /// <param name="converter">The attribute that converts what is passed, where PowerShell does not.</param>
    public static void Property(SourceWriter source, IReadOnlyList<(string Set, CmdletParameter Parameter)> uses, string converter)
    {
        CmdletParameter first = uses[0].Parameter;
        source.Line($"/// <summary>Sets <c>{first.Member.Name.TrimStart('@')}</c>.</summary>");
        foreach ((string set, CmdletParameter parameter) in uses)
        {
            source.Line(Attribute(set, parameter.IsMandatory, isFromPipeline: true, parameter.Help));
        }

        foreach (string permission in uses.SelectMany(static use => use.Parameter.Permissions).Distinct(StringComparer.Ordinal))
        {
            source.Line($"[{permission}]");
        }

        // What only some cases refuse is refused when the record is made.
        foreach (string validation in first.Validation.Where(each => uses.All(use => use.Parameter.Validation.Contains(each))))
        {
            source.Line($"[{validation}]");
        }

        if (!CmdletTypes.IsConverted(first))
        {
            source.Line($"[{converter}]");
        }

        // Null is what was not passed, in each type.
        source.Line($"public {CmdletTypes.Of(first)}? {first.Name} {{ get; set; }}");
    }

    /// <summary>The attribute that makes what is passed through the type's own serializer.</summary>
    public static void Converter(SourceWriter source, CmdletParameter parameter, string name, string context)
    {
        JsonValue passed = CmdletTypes.Items(parameter) ?? parameter.Value;
        string form = CmdletTypes.Items(parameter) is null ? "JsonArgumentAttribute" : "JsonArgumentsAttribute";
        source.Block($"private sealed class {name}Attribute : global::{CmdletBase.Namespace}.{form}<{passed.TypeName}>", () =>
        {
            source.Line("/// <inheritdoc/>");
            source.Line($"protected override global::System.Text.Json.JsonSerializerOptions Options => {context}.Default.Options;");
            source.Line();
            source.Line("/// <inheritdoc/>");
            source.Line($"protected override {passed.TypeName} Read(ref {Names.Reader} reader, {Names.Options} options) =>");
            source.Line($"    {ValueEmitter.Read(passed)};");
            foreach (JsonValue part in Parts(passed).Distinct())
            {
                if (part is ConverterValue converter)
                {
                    source.Line();
                    ValueEmitter.ConverterField(source, converter);
                }

                CollectionEmitter.EmitRead(source, part);
            }
        });
    }

    /// <summary>A value and what it is made of, as far as that has no serializer of its own.</summary>
    private static IEnumerable<JsonValue> Parts(JsonValue value) => value switch
    {
        NullableValue nullable => Parts(nullable.Inner),
        SequenceValue sequence => Parts(sequence.Item).Prepend(sequence),
        DictionaryValue dictionary => Parts(dictionary.Item).Prepend(dictionary),
        ConverterValue converter => [converter],
        _ => [],
    };

    private static string Attribute(string set, bool isMandatory, bool isFromPipeline, string help)
    {
        string mandatory = isMandatory ? ", Mandatory = true" : "";
        string pipeline = isFromPipeline ? ", ValueFromPipelineByPropertyName = true" : "";
        string message = help.Length > 0 ? $", HelpMessage = {Names.Literal(help)}" : "";
        return $"[{Management}.Parameter(ParameterSetName = \"{set}\"{mandatory}{pipeline}{message})]";
    }
}
