using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses the member with [JsonExtensionData], which takes what no other member of its type does.</summary>
internal sealed class ExtensionDataParser(ParseContext context, INamedTypeSymbol type, IMethodSymbol? constructor, ValueParser values)
{
    /// <summary>The member; null where the type has none.</summary>
    public JsonMember? Member { get; private set; }

    public static bool IsExtensionData(MemberSymbol member) => KnownAttributes.Json(member.Symbol, "ExtensionData") is not null;

    public void Parse(MemberSymbol member, Location location)
    {
        if (Defect(member) is var (reason, wayOut))
        {
            context.Report(Descriptors.UnsupportedMember, location, SymbolNames.Display(member.Symbol), reason, wayOut);
        }
        else if (values.ParseMember(member.Type, member.Symbol, type, location) is { } value)
        {
            Member = new JsonMember(
                SymbolNames.Identifier(member.Name),
                "",
                value,
                MemberWriting.UnlessNull,
                MemberReading.Setter,
                MissingMember.Keep,
                null,
                member.Getter(context.Compilation),
                member.Setter(context.Compilation));
        }
    }

    private (string Reason, string WayOut)? Defect(MemberSymbol member)
    {
        if (Member is not null)
        {
            return ($"'{Member.Name}' takes the unknown members already", "keep one of the two");
        }

        if (!IsSupported(member.Type))
        {
            return (
                $"'{SymbolNames.Display(member.Type)}' cannot hold members of any name and value",
                "use Dictionary<string, JsonElement>, IDictionary<string, JsonElement> or JsonObject");
        }

        if (member.IsRequired)
        {
            return ("it is required, but has no name in JSON", "take away 'required'");
        }

        if (constructor?.Parameters.Any(parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)) == true)
        {
            return ("the constructor takes it", "declare it in the type's body");
        }

        return member is { HasGetter: true, HasSetter: true }
            ? null
            : ("it needs a getter and a setter or init accessor", "add what is missing, or [JsonInclude]");
    }

    private static bool IsSupported(ITypeSymbol type) => type is INamedTypeSymbol named && named.ConstructedFrom.MetadataName switch
    {
        "Dictionary`2" or "IDictionary`2" =>
            named.TypeArguments[0].SpecialType == SpecialType.System_String && named.TypeArguments[1] is { Name: "JsonElement", IsValueType: true },
        "JsonObject" => named.ContainingNamespace.ToDisplayString() == "System.Text.Json.Nodes",
        _ => false,
    };
}
