using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>Reads the options that are stated on the user's part of the generated context, once a compilation.</summary>
internal static class StatedOptionsParser
{
    private const int Web = 1;
    private const int Strict = 2;

    private static readonly ConditionalWeakTable<Compilation, StatedOptions> Cache = new();

    /// <summary>What can be stated, but has no effect that we could honour, with the reason.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["Converters"] = "name the converter with [JsonConverter] on the member or on its type",
        ["GenerationMode"] = "reading and writing are always generated",
        ["PreferredObjectCreationHandling"] = "members are always replaced",
        ["ReferenceHandler"] = "a stored value is a tree: what two members share is written twice",
        ["UnknownTypeHandling"] = "'object' is not stored; use JsonElement or JsonNode",
    };

    /// <summary>What is stricter here than in System.Text.Json, always, and cannot be switched off.</summary>
    private static readonly Dictionary<string, string> AlwaysOn = new()
    {
        ["AllowOutOfOrderMetadataProperties"] = "a discriminator may stand anywhere",
        ["RespectNullableAnnotations"] = "a null for a member that is not nullable is an error",
        ["RespectRequiredConstructorParameters"] = "a missing member without a default is an error",
    };

    public static StatedOptions Find(Compilation compilation) => Cache.GetValue(compilation, static found =>
        found.GetSymbolsWithName(GeneratedCode.ContextName, SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Where(static type => type.ContainingType is null)
            .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal)
            .Select(static type => KnownAttributes.Json(type, "SourceGenerationOptions"))
            .FirstOrDefault(static attribute => attribute is not null) is { } attribute
                ? Read(attribute)
                : StatedOptions.Default);

    /// <summary>Reports what cannot be honoured.</summary>
    /// <param name="context">Takes the reports.</param>
    /// <param name="type">A class called like the generated context; here, where the generated part is known too.</param>
    public static void Check(ParseContext context, INamedTypeSymbol type)
    {
        if (KnownAttributes.Json(type, "SourceGenerationOptions") is not { } attribute)
        {
            return;
        }

        if (type.BaseType is not { Name: "JsonSerializerContext" })
        {
            Report(null, "the generated context is in the root namespace of the project: declare this part of it there");
        }

        if (KnownAttributes.Argument(attribute) is 0)
        {
            Report(null, "JsonSerializerDefaults.General is not what is stored by default; name the options that you want");
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (Refused.TryGetValue(argument.Key, out string? reason) && (argument.Value.Kind == TypedConstantKind.Array || argument.Value.Value is not 0))
            {
                Report(argument.Key, reason);
            }
            else if (AlwaysOn.TryGetValue(argument.Key, out reason) && argument.Value.Value is false)
            {
                Report(argument.Key, reason);
            }
            else if (argument.Key == "DefaultIgnoreCondition" && argument.Value.Value is not (0 or 2 or 3))
            {
                Report(argument.Key, "it would leave out every member");
            }
        }

        void Report(string? argument, string reason) => context.Report(
            Descriptors.UnsupportedAttribute,
            argument is null ? KnownAttributes.LocationOf(attribute, type, Location.None) : KnownAttributes.LocationOf(attribute, argument, type),
            argument is null ? "JsonSourceGenerationOptions" : $"JsonSourceGenerationOptions({argument})",
            SymbolNames.Display(type),
            reason);
    }

    private static StatedOptions Read(AttributeData attribute)
    {
        int defaults = KnownAttributes.Argument(attribute) as int? ?? 0;
        return new StatedOptions
        {
            PropertyNames = (NamePolicy)(Number("PropertyNamingPolicy") ?? (int)NamePolicy.CamelCase),
            DictionaryKeys = (NamePolicy)(Number("DictionaryKeyPolicy") ?? (int)NamePolicy.AsDeclared),
            EnumsAreNumbers = Flag("UseStringEnumConverter") == false,
            NumberForms = (NumberForms?)Number("NumberHandling") ?? (defaults == Web ? NumberForms.FromStrings : null),
            DefaultIgnore = (IgnoreRule)(Number("DefaultIgnoreCondition") ?? (int)IgnoreRule.Never),
            IncludesFields = Flag("IncludeFields") == true,
            IgnoresReadOnlyProperties = Flag("IgnoreReadOnlyProperties") == true,
            IgnoresReadOnlyFields = Flag("IgnoreReadOnlyFields") == true,
            IsCaseInsensitive = Flag("PropertyNameCaseInsensitive") ?? defaults == Web,
            Defaults = defaults switch { Web => "Web", Strict => "Strict", _ => null },
            Assignments = new EquatableArray<string>(
            [
                .. attribute.NamedArguments
                    .Where(static argument => argument.Key is not ("UseStringEnumConverter" or "Converters" or "GenerationMode" or "ReferenceHandler"))
                    .Select(static argument => $"{argument.Key} = {Value(argument.Key, argument.Value)}"),
            ]),
        };

        int? Number(string name) => KnownAttributes.Named(attribute, name) as int?;
        bool? Flag(string name) => KnownAttributes.Named(attribute, name) as bool?;
    }

    private static string Value(string name, TypedConstant value) => value switch
    {
        _ when name is "PropertyNamingPolicy" or "DictionaryKeyPolicy" =>
            value.Value is int policy and not 0 ? $"global::System.Text.Json.JsonNamingPolicy.{(NamePolicy)policy}" : "null",
        { Kind: TypedConstantKind.Enum, Type: { } type } => $"({SymbolNames.TypeName(type)}){value.Value}",
        _ => value.ToCSharpString(),
    };
}
