using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>One parse of one annotated record. Nothing of it outlives the parse.</summary>
internal sealed class ParseContext(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _found = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Queue<(INamedTypeSymbol Type, Location Origin)> _pending = new();

    public Compilation Compilation { get; } = compilation;

    /// <summary>What the user states for the whole assembly.</summary>
    public StatedOptions Options { get; } = StatedOptionsParser.Find(compilation);

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What is wrong with the record: the analyzer reports it, the generator only counts it.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Whether a type or a name was met that is not there (yet); the compiler, or another generator, has the last word.</summary>
    public bool IsUnresolved { get; set; }

    /// <summary>Asks for a serializer for a type, once.</summary>
    /// <param name="type">The type.</param>
    /// <param name="origin">Where problems of types without source are reported.</param>
    public void Discover(INamedTypeSymbol type, Location origin)
    {
        if (!SymbolNames.IsNamed(type))
        {
            IsUnresolved = true;
            return;
        }

        var plain = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None);
        if (_found.Add(plain))
        {
            _pending.Enqueue((plain, origin));
            IsUnresolved |= plain.ContainingType?.GetMembers(plain.Name).Any(static other => other is not INamedTypeSymbol) == true;
        }
    }

    /// <summary>The next type that needs a serializer.</summary>
    public bool TryNext(out INamedTypeSymbol type, out Location origin)
    {
        CancellationToken.ThrowIfCancellationRequested();
        bool any = _pending.Count > 0;
        (type, origin) = any ? _pending.Dequeue() : (null!, Location.None);
        return any;
    }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>The symbol's place in source, or the place that led to it.</summary>
    public static Location LocationOf(ISymbol symbol, Location origin)
    {
        foreach (Location location in symbol.Locations)
        {
            if (location.IsInSource)
            {
                return location;
            }
        }

        return origin;
    }
}
