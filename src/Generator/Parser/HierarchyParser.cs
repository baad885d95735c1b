using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses the base of a closed hierarchy and checks what it says of its cases.</summary>
internal sealed class HierarchyParser(ParseContext context, INamedTypeSymbol type, Location origin)
{
    /// <summary>What is added to the identifier of a base that is a case itself, for its serializer without cases.</summary>
    public const string Itself = "_Itself";

    private readonly List<JsonCase> _cases = [];
    private JsonUnknownCase? _unknown;
    private readonly string _discriminator = HierarchyCases.Discriminator(type);

    public JsonHierarchy Parse()
    {
        CheckArguments();
        CheckListed();
        foreach (HierarchyCase each in HierarchyCases.Of(type))
        {
            Location location = PlaceOf(each);
            if (UnknownCaseParser.IsUnknown(each.Type))
            {
                ParseUnknown(each, location);
            }
            else if (IsStorable(each, location))
            {
                AddCase(each, location);
            }
        }

        bool isAbstract = type.IsAbstract;
        if (_cases.Count == 0 && isAbstract && context.Diagnostics.Count == 0)
        {
            context.Report(
                Descriptors.CannotBeStored,
                ParseContext.LocationOf(type, origin),
                SymbolNames.Display(type),
                "it is abstract and has no sealed case nested in it or listed on it");
        }

        string id = SymbolNames.Id(type);
        if (!isAbstract && _cases.All(known => known.Id != id + Itself))
        {
            _cases.Add(new JsonCase(id + Itself, SymbolNames.TypeName(type), null, IsNumber: false, type.IsSealed));
        }

        return new JsonHierarchy(
            id,
            SymbolNames.TypeName(type),
            SymbolNames.Display(type),
            SymbolNames.HintName(type),
            _discriminator,
            new EquatableArray<JsonCase>([.. _cases]),
            isAbstract ? null : id + Itself,
            !isAbstract && IgnoresUnknown(),
            _unknown);
    }

    private void ParseUnknown(HierarchyCase each, Location location)
    {
        string? fault = _unknown is not null ? $"'{_unknown.TypeName.Replace("global::", "")}' is the unknown case already"
            : IgnoresUnknown() ? "[JsonPolymorphic] says that an unknown discriminator is ignored; take that away"
            : null;
        if (fault is not null)
        {
            context.Report(Descriptors.InvalidUnknownCase, location, SymbolNames.Display(each.Type), fault);
        }
        else if (!ObjectRules.IsAccessible(each.Type, context.Compilation) || ObjectRules.IsOpen(each.Type))
        {
            context.Report(
                Descriptors.CannotBeStored, location, SymbolNames.Display(each.Type), "a case must be internal or public, and not generic");
        }
        else
        {
            _unknown = UnknownCaseParser.Parse(context, each, location);
        }
    }

    private bool IsStorable(HierarchyCase each, Location location)
    {
        if (!each.Type.IsSealed && each.Listing is null)
        {
            context.Report(
                Descriptors.CaseNotSealedNested,
                location,
                SymbolNames.Display(each.Type),
                SymbolNames.Display(type),
                "sealed, or listed with [JsonDerivedType] there");
            return false;
        }

        if (!ObjectRules.IsAccessible(each.Type, context.Compilation) || ObjectRules.IsOpen(each.Type))
        {
            context.Report(
                Descriptors.CannotBeStored, location, SymbolNames.Display(each.Type), "a case must be internal or public, and not generic");
            return false;
        }

        if (ObjectRules.IsCollection(each.Type))
        {
            context.Report(
                Descriptors.CannotBeStored, location, SymbolNames.Display(each.Type), "a case is an object, and this is a collection");
            return false;
        }

        if (KnownAttributes.Json(each.Type, "Converter") is { } converter)
        {
            context.Report(
                Descriptors.UnsupportedAttribute,
                KnownAttributes.LocationOf(converter, each.Type, location),
                "JsonConverter",
                SymbolNames.Display(each.Type),
                "a case is written with its discriminator, member by member; use it on the members");
            return false;
        }

        return true;
    }

    private void AddCase(HierarchyCase each, Location location)
    {
        bool isNumber = each.Discriminator is int;
        string text = each.Text;
        if (_cases.FirstOrDefault(other => other.Discriminator == text && other.IsNumber == isNumber) is { } other)
        {
            context.Report(
                Descriptors.JsonNameUsedTwice,
                location,
                other.TypeName.Replace("global::", ""),
                SymbolNames.Display(each.Type),
                $"{_discriminator}: {text}",
                "[JsonDerivedType]");
        }

        string id = SymbolNames.Id(each.Type);
        bool isHierarchy = HierarchyCases.IsHierarchy(each.Type);
        _cases.Add(new JsonCase(isHierarchy ? id + Itself : id, SymbolNames.TypeName(each.Type), text, isNumber, each.Type.IsSealed));
        context.Discover(each.Type, location);
    }

    private void CheckListed()
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (AttributeData attribute in HierarchyCases.Listed(type))
        {
            if (KnownAttributes.Argument(attribute) is not INamedTypeSymbol { TypeKind: not TypeKind.Error } listed)
            {
                continue;
            }

            bool isItself = SymbolEqualityComparer.Default.Equals(listed, type);
            string? fault = !seen.Add(listed) ? "listed once"
                : !isItself && !HierarchyCases.Derives(listed, type) ? "derived from it"
                : listed.IsAbstract && KnownAttributes.Argument(attribute, 1) is not null
                    ? "a type that has values, to have a name; an abstract one stands for its own cases"
                : null;
            if (fault is not null)
            {
                context.Report(
                    Descriptors.CaseNotSealedNested,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    SymbolNames.Display(listed),
                    SymbolNames.Display(type),
                    fault);
            }
        }
    }

    private void CheckArguments()
    {
        if (KnownAttributes.Json(type, "Polymorphic") is not { } attribute)
        {
            return;
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            string? wayOut = argument switch
            {
                { Key: "UnknownDerivedTypeHandling", Value.Value: not 0 } =>
                    "a value of a type that is not listed would lose members; list the type with [JsonDerivedType]",
                { Key: "IgnoreUnrecognizedTypeDiscriminators", Value.Value: true } when type.IsAbstract =>
                    "an abstract type cannot stand for an unknown case",
                _ => null,
            };
            if (wayOut is not null)
            {
                context.Report(
                    Descriptors.UnsupportedAttribute,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    $"JsonPolymorphic({argument.Key})",
                    SymbolNames.Display(type),
                    wayOut);
            }
        }
    }

    private bool IgnoresUnknown() =>
        KnownAttributes.Json(type, "Polymorphic") is { } attribute
        && KnownAttributes.Named(attribute, "IgnoreUnrecognizedTypeDiscriminators") is true;

    private Location PlaceOf(HierarchyCase each) =>
        ParseContext.LocationOf(each.Type, each.Listing is { } listing ? KnownAttributes.LocationOf(listing, type, origin) : origin);
}
