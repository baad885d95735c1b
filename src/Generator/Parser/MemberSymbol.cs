using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>A property or a field that could be a member.</summary>
internal sealed class MemberSymbol
{
    private readonly IPropertySymbol? _property;
    private readonly IFieldSymbol? _field;

    private MemberSymbol(ISymbol symbol)
    {
        Symbol = symbol;
        _property = symbol as IPropertySymbol;
        _field = symbol as IFieldSymbol;
        IsIncluded = KnownAttributes.Json(symbol, "Include") is not null;
    }

    public ISymbol Symbol { get; }

    public string Name => Symbol.Name;

    public ITypeSymbol Type => _property?.Type ?? _field!.Type;

    public bool IsField => _field is not null;

    public bool IsRequired => _property?.IsRequired ?? _field!.IsRequired;

    /// <summary>Whether [JsonInclude] asks for what is not public.</summary>
    public bool IsIncluded { get; }

    public bool HasGetter => _field is not null || IsUsed(_property!.GetMethod);

    public bool HasSetter => _field is { IsReadOnly: false } || IsUsed(_property?.SetMethod);

    /// <summary>Whether the setter can be called after construction.</summary>
    public bool IsInitOnly => _property?.SetMethod is { IsInitOnly: true };

    /// <summary>The member, where it is one that System.Text.Json would see at all.</summary>
    public static MemberSymbol? Of(ISymbol symbol, StatedOptions options)
    {
        if (symbol is not (IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
            or IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null, IsImplicitlyDeclared: false }))
        {
            return null;
        }

        var member = new MemberSymbol(symbol);
        bool isSeen = member.IsIncluded
            || (symbol is IPropertySymbol property ? IsPublic(property.GetMethod) || IsPublic(property.SetMethod)
                : options.IncludesFields && IsPublic(symbol));
        return isSeen ? member : null;
    }

    /// <summary>How it is read from an object: by its name, or through an accessor.</summary>
    public UnsafeAccessor? Getter(Compilation compilation) =>
        _field is not null
            ? IsReachable(_field, compilation) ? null : UnsafeAccessors.Field(_field, _field.OriginalDefinition.Type)
            : IsReachable(_property!.GetMethod!, compilation) ? null : UnsafeAccessors.Getter(_property, _property.OriginalDefinition.Type);

    /// <summary>How it is set after construction: by its name, or through an accessor.</summary>
    public UnsafeAccessor? Setter(Compilation compilation) =>
        _field is not null
            ? IsReachable(_field, compilation) ? null : UnsafeAccessors.Field(_field, _field.OriginalDefinition.Type)
            : !IsInitOnly && IsReachable(_property!.SetMethod!, compilation) ? null : UnsafeAccessors.Setter(_property!, _property!.OriginalDefinition.Type);

    /// <summary>Whether emitted code can set it in an object initializer.</summary>
    public bool IsInitializable(Compilation compilation) => IsReachable((ISymbol?)_property?.SetMethod ?? _field!, compilation);

    private static bool IsReachable(ISymbol symbol, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    private bool IsUsed(IMethodSymbol? accessor) => accessor is not null && (IsIncluded || IsPublic(accessor));

    private static bool IsPublic(ISymbol? symbol) => symbol is { DeclaredAccessibility: Accessibility.Public };
}
