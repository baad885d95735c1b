using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Describes the UnsafeAccessors that reach what emitted code cannot name.</summary>
internal static class UnsafeAccessors
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static UnsafeAccessor Getter(ISymbol member, ITypeSymbol open) => Of(UnsafeAccessorKind.Getter, "Get" + member.Name, member, open);

    public static UnsafeAccessor Setter(ISymbol member, ITypeSymbol open) => Of(UnsafeAccessorKind.Setter, "Set" + member.Name, member, open);

    public static UnsafeAccessor Field(ISymbol member, ITypeSymbol open) => Of(UnsafeAccessorKind.Field, member.Name + "Field", member, open);

    public static UnsafeAccessor Constructor(IMethodSymbol constructor) => new(
        UnsafeAccessorKind.Constructor,
        "Create",
        "",
        SymbolNames.TypeName(constructor.ContainingType.OriginalDefinition),
        constructor.ContainingType.IsValueType,
        "",
        new EquatableArray<string>([.. constructor.OriginalDefinition.Parameters.Select(static parameter => parameter.Type.ToDisplayString(Qualified))]),
        Host(constructor.ContainingType));

    /// <summary>Whether a type and one around it call their type parameters the same, so that no class can have them all.</summary>
    public static bool AreAmbiguous(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeParameters.Any(parameter => !names.Add(parameter.Name)))
            {
                return true;
            }
        }

        return false;
    }

    private static UnsafeAccessor Of(UnsafeAccessorKind kind, string method, ISymbol member, ITypeSymbol open) => new(
        kind,
        method,
        member.Name,
        SymbolNames.TypeName(member.ContainingType.OriginalDefinition),
        member.ContainingType.IsValueType,
        open.ToDisplayString(Qualified),
        new EquatableArray<string>([]),
        Host(member.ContainingType));

    private static UnsafeAccessorHost? Host(INamedTypeSymbol type)
    {
        if (!ObjectRules.IsGeneric(type))
        {
            return null;
        }

        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            chain.Push(outer);
        }

        ITypeParameterSymbol[] parameters = [.. chain.SelectMany(static outer => outer.OriginalDefinition.TypeParameters)];
        return new UnsafeAccessorHost(
            SymbolNames.Id(type.OriginalDefinition) + "Accessors",
            $"<{string.Join(", ", parameters.Select(static parameter => SymbolNames.Identifier(parameter.Name)))}>",
            string.Concat(parameters.Select(Constraints)),
            $"<{string.Join(", ", chain.SelectMany(static outer => outer.TypeArguments).Select(static argument => argument.ToDisplayString(Qualified)))}>");
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var all = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            all.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            all.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            all.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            all.Add("notnull");
        }

        all.AddRange(parameter.ConstraintTypes.Select(static type => type.ToDisplayString(Qualified)));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {SymbolNames.Identifier(parameter.Name)} : {string.Join(", ", all)}";
    }
}
