using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses one object: its constructor and its members.</summary>
internal sealed class ObjectParser
{
    private readonly ParseContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly Location _origin;
    private readonly ValueParser _values;
    private readonly IMethodSymbol? _constructor;
    private readonly bool _isConstructorReachable;
    private readonly bool _setsRequired;
    private readonly bool _hidesInitializers;
    private readonly ExtensionDataParser _extension;
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);

    public ObjectParser(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        _context = context;
        _type = type;
        _origin = origin;
        _values = new ValueParser(context);
        _constructor = ConstructorSelector.Select(type);
        _isConstructorReachable =
            _constructor is null || context.Compilation.IsSymbolAccessibleWithin(_constructor, context.Compilation.Assembly);
        _setsRequired = _constructor is not null
            && KnownAttributes.Find(_constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;
        _hidesInitializers = Initializers.AreHidden(type);
        _extension = new ExtensionDataParser(context, type, _constructor, _values);
    }

    public JsonObject? Parse()
    {
        if (_constructor is null && _type.IsReferenceType)
        {
            _context.Report(
                Descriptors.CannotBeStored,
                ParseContext.LocationOf(_type, _origin),
                SymbolNames.Display(_type),
                "reading needs one public constructor, or one with [JsonConstructor]");
            return null;
        }

        var members = new List<(int Order, JsonMember Member)>();
        foreach (MemberSymbol member in Members())
        {
            Location location = ParseContext.LocationOf(member.Symbol, _origin);
            UnsupportedAttributes.Check(member.Symbol, _context, _origin);
            if (ExtensionDataParser.IsExtensionData(member))
            {
                _extension.Parse(member, location);
            }
            else if (ParseMember(member, location) is { } parsed)
            {
                CheckName(members, parsed, member.Symbol, location);
                members.Add((Order(member.Symbol), parsed));
            }
        }

        CheckRequiredMembers();
        ImmutableArray<ConstructorArgument> arguments = ParseArguments();
        return new JsonObject(
            SymbolNames.Id(_type),
            SymbolNames.TypeName(_type),
            SymbolNames.Display(_type),
            SymbolNames.HintName(_type),
            _type.IsValueType,
            new EquatableArray<JsonMember>([.. members.OrderBy(static m => m.Order).Select(static m => m.Member)]),
            new EquatableArray<ConstructorArgument>(arguments),
            new EquatableArray<JsonValue>([.. _values.Values]),
            _isConstructorReachable ? null : UnsafeAccessors.Constructor(_constructor!),
            _extension.Member,
            UnknownMembersParser.Parse(_context, _type, _extension.Member is not null, _origin));
    }

    /// <summary>The members in the order of System.Text.Json: the type's own first, then its base's; properties, then fields.</summary>
    private IEnumerable<MemberSymbol> Members()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? type = _type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (ISymbol symbol in type.GetMembers().OrderBy(static symbol => symbol is IFieldSymbol))
            {
                if (MemberSymbol.Of(symbol, _context.Options) is { } member)
                {
                    if (names.Add(member.Name))
                    {
                        yield return member;
                    }
                }
                else if (symbol is IFieldSymbol { IsImplicitlyDeclared: false })
                {
                    UnsupportedAttributes.Check(symbol, _context, _origin);
                }
            }
        }
    }

    private JsonMember? ParseMember(MemberSymbol member, Location location)
    {
        IgnoreRule? stated = IgnoreRules.Of(member.Symbol);
        IgnoreRule ignore = stated ?? _context.Options.DefaultIgnore;
        bool isRequiredHere = member.IsRequired && !_setsRequired;
        IParameterSymbol? parameter = ParameterOf(member);
        bool isWritten = member.HasGetter && ignore is not (IgnoreRule.Always or IgnoreRule.WhenWriting);
        bool isRead = (member.HasSetter || (parameter is not null && member.HasGetter))
            && ignore is not (IgnoreRule.Always or IgnoreRule.WhenReading);
        if (!isRead && isRequiredHere)
        {
            Refuse(member.Symbol, location, "it is required, but never read", "take away 'required' or [JsonIgnore]");
            return null;
        }

        if (!isRead && !isWritten)
        {
            return null;
        }

        if (_values.ParseMember(member.Type, member.Symbol, _type, location) is not { } value)
        {
            return null;
        }

        bool isReadOnly = !member.HasSetter && parameter is null && value is not (SequenceValue or DictionaryValue);
        if (stated is null && isReadOnly && (member.IsField ? _context.Options.IgnoresReadOnlyFields : _context.Options.IgnoresReadOnlyProperties))
        {
            return null;
        }

        if (ignore == IgnoreRule.WhenWritingNull && value is not NullableValue && !value.IsReference)
        {
            if (stated is not null)
            {
                _context.Report(
                    Descriptors.UnsupportedAttribute, location, "JsonIgnore", SymbolNames.Display(member.Symbol), "it is never null; use WhenWritingDefault");
                return null;
            }

            ignore = IgnoreRule.Never;
        }

        MemberReading reading = !isRead ? MemberReading.None
            : parameter is not null ? MemberReading.Argument
            : isRequiredHere && _isConstructorReachable && member.IsInitializable(_context.Compilation) ? MemberReading.Initializer
            : MemberReading.Setter;
        if (reading == MemberReading.Argument)
        {
            _arguments[parameter!.Name] = member.Name;
        }

        UnsafeAccessor? getter = isWritten ? member.Getter(_context.Compilation) : null;
        UnsafeAccessor? setter = reading == MemberReading.Setter ? member.Setter(_context.Compilation) : null;
        if ((getter ?? setter) is not null && UnsafeAccessors.AreAmbiguous(member.Symbol.ContainingType))
        {
            Refuse(member.Symbol, location, "types around it have type parameters of one name", "give one of them another");
            return null;
        }

        return new JsonMember(
            SymbolNames.Identifier(member.Name),
            JsonName(member.Symbol),
            value,
            !isWritten ? MemberWriting.Never
                : ignore == IgnoreRule.WhenWritingNull ? MemberWriting.UnlessNull
                : ignore == IgnoreRule.WhenWritingDefault ? MemberWriting.UnlessDefault
                : MemberWriting.Always,
            reading,
            Missing(member, parameter, value, ignore),
            parameter is { HasExplicitDefaultValue: true } ? DefaultValue.Expression(parameter) : null,
            getter,
            setter);
    }

    private MissingMember Missing(MemberSymbol member, IParameterSymbol? parameter, JsonValue value, IgnoreRule ignore)
    {
        if (member.IsRequired || KnownAttributes.Json(member.Symbol, "Required") is not null)
        {
            return MissingMember.Error;
        }

        bool isLeftOut = (ignore == IgnoreRule.WhenWritingDefault && !value.IsReference) || ignore == IgnoreRule.WhenWriting;
        if (value is NullableValue || isLeftOut)
        {
            return MissingMember.Keep;
        }

        if (parameter is not null)
        {
            return parameter.HasExplicitDefaultValue ? MissingMember.Keep : MissingMember.Error;
        }

        return Initializers.HasInitializer(member.Symbol) ? MissingMember.Keep
            : !_hidesInitializers && !Initializers.IsPositional(member.Symbol) ? MissingMember.Error
            : value.IsReference && member.HasGetter ? MissingMember.KeepUnlessNull
            : MissingMember.Keep;
    }

    private ImmutableArray<ConstructorArgument> ParseArguments()
    {
        if (_constructor is null)
        {
            return [];
        }

        ImmutableArray<ConstructorArgument>.Builder arguments = ImmutableArray.CreateBuilder<ConstructorArgument>();
        foreach (IParameterSymbol parameter in _constructor.Parameters)
        {
            bool isFilled = _arguments.TryGetValue(parameter.Name, out string? member);
            if (!isFilled && !parameter.HasExplicitDefaultValue && !TakesNothing(parameter))
            {
                _context.Report(
                    Descriptors.UnsupportedMember,
                    ParseContext.LocationOf(parameter, _origin),
                    $"{SymbolNames.Display(_type)}({parameter.Name})",
                    "no public property that is read has its name and type",
                    "give the parameter a default, or add the property");
            }

            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                Refuse(parameter, ParseContext.LocationOf(parameter, _origin), "it is passed by reference", "take it by value");
            }

            arguments.Add(new ConstructorArgument(
                member is null ? null : SymbolNames.Identifier(member), DefaultValue.Expression(parameter)));
        }

        return arguments.ToImmutable();
    }

    /// <summary>Whether a parameter whose property is ignored, or failed already, can do without a value.</summary>
    private bool TakesNothing(IParameterSymbol parameter)
    {
        foreach (MemberSymbol member in Members())
        {
            if (Matches(member, parameter))
            {
                bool isIgnored = IgnoreRules.Of(member.Symbol) is IgnoreRule.Always or IgnoreRule.WhenReading;
                return !isIgnored || parameter.Type.IsValueType || parameter.NullableAnnotation != NullableAnnotation.NotAnnotated;
            }
        }

        return false;
    }

    private IParameterSymbol? ParameterOf(MemberSymbol member) =>
        _constructor?.Parameters.FirstOrDefault(parameter => Matches(member, parameter));

    private static bool Matches(MemberSymbol member, IParameterSymbol parameter) =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type);

    private string JsonName(ISymbol member) =>
        KnownAttributes.Json(member, "PropertyName") is { } attribute && KnownAttributes.Argument(attribute) is string name
            ? name
            : NamingPolicies.Apply(_context.Options.PropertyNames, member.Name);

    private static int Order(ISymbol member) =>
        KnownAttributes.Json(member, "PropertyOrder") is { } attribute && KnownAttributes.Argument(attribute) is int value ? value : 0;

    private void CheckName(List<(int Order, JsonMember Member)> members, JsonMember member, ISymbol symbol, Location location)
    {
        StringComparison comparison = _context.Options.IsCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string? other = members.FirstOrDefault(m => string.Equals(m.Member.JsonName, member.JsonName, comparison)).Member?.Name
            ?? (HierarchyCases.DiscriminatorsAround(_type).Any(name => string.Equals(name, member.JsonName, comparison)) ? "the discriminator" : null);
        if (other is not null)
        {
            _context.Report(
                Descriptors.JsonNameUsedTwice, location, other, SymbolNames.Display(symbol), member.JsonName, "[JsonPropertyName]");
        }
    }

    /// <summary>What C# wants to be set and JSON does not set.</summary>
    private void CheckRequiredMembers()
    {
        for (INamedTypeSymbol? type = _setsRequired ? null : _type; type is not null; type = type.BaseType)
        {
            foreach (ISymbol symbol in type.GetMembers())
            {
                bool isRequired = symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };
                if (isRequired && MemberSymbol.Of(symbol, _context.Options) is null)
                {
                    (string reason, string wayOut) = symbol is IFieldSymbol
                        ? ("fields are not stored", "make it a property, or give it [JsonInclude]")
                        : ("it is required, but not public", "give it [JsonInclude], or take away 'required'");
                    Refuse(symbol, ParseContext.LocationOf(symbol, _origin), reason, wayOut);
                }
            }
        }
    }

    private void Refuse(ISymbol member, Location location, string reason, string wayOut) =>
        _context.Report(Descriptors.UnsupportedMember, location, SymbolNames.Display(member), reason, wayOut);
}
