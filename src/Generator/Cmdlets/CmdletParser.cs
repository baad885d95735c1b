using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>
/// Decides which cmdlets a record has: a parameter for each member that is read, and a parameter set for each case of a
/// hierarchy. Names that PowerShell could not tell apart are reported.
/// </summary>
internal sealed class CmdletParser
{
    private const string NameAttribute = CmdletBase.Namespace + ".CmdletNameAttribute";

    private readonly ParseContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly ParsedRecord _parsed;
    private readonly Dictionary<string, string> _reserved;
    private readonly Dictionary<string, (string Owner, string Form)> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Location _origin;

    private CmdletParser(ParseContext context, INamedTypeSymbol type, ParsedRecord parsed, INamedTypeSymbol storing, Location origin)
    {
        _context = context;
        _type = type;
        _parsed = parsed;
        _reserved = CmdletBase.Reserved(storing);
        _origin = origin;
    }

    /// <summary>The record's cmdlets.</summary>
    /// <param name="context">Takes what is wrong with their names. The record itself is none the worse for it.</param>
    /// <param name="type">The record.</param>
    /// <param name="parsed">What its annotation leads to.</param>
    /// <param name="origin">Where problems of types without source are reported.</param>
    /// <returns>Null where it has none: it is not public, or something is wrong.</returns>
    public static CmdletRecord? Parse(ParseContext context, INamedTypeSymbol type, ParsedRecord parsed, Location origin) =>
        parsed.Record.Defect is null
        && PartialTypes.IsPublic(type)
        && CmdletBase.Storing(context.Compilation, parsed.Record.Kind) is { } storing
            ? new CmdletParser(context, type, parsed, storing, origin).Parse()
            : null;

    private CmdletRecord? Parse()
    {
        string noun = (StatedName(_type) ?? _parsed.Record.SimpleName) + (IsAlsoLog() ? "Document" : "");
        if (!IsName(noun))
        {
            Report(_type, noun, "a name is letters, digits and _, and begins with a letter");
        }
        else if (CmdletBase.IsOwnNoun(noun))
        {
            Report(_type, noun, "the module Ledgerline has commands of that noun, which would be called instead");
        }

        bool isHierarchy = _parsed.Record.IsHierarchy;
        CmdletCase[] cases = [.. isHierarchy ? Hierarchy() : Single()];
        return _context.Diagnostics.Count > 0 ? null : new CmdletRecord(noun, isHierarchy, new EquatableArray<CmdletCase>([.. cases]));
    }

    /// <summary>Whether these are the documents of a record that has a log, too: that one has the record's own noun.</summary>
    private bool IsAlsoLog() => _parsed.Record.Kind != StorageKind.Log
        && (KnownAttributes.Find(_type, KnownAttributes.AppendLog) is not null
            || KnownAttributes.Named(_context.Compilation).Any(each =>
                each.AttributeClass!.Name == "AppendLogAttribute"
                && SymbolEqualityComparer.Default.Equals(each.AttributeClass.TypeArguments[0].OriginalDefinition, _type.OriginalDefinition)));

    private IEnumerable<CmdletCase> Single() =>
        Find(_parsed.Record.Id) is { } whole ? [new CmdletCase("", "", whole, Parameters(_type, whole))] : [];

    private IEnumerable<CmdletCase> Hierarchy()
    {
        (INamedTypeSymbol Type, JsonObject Object, string Name)[] cases =
        [
            .. HierarchyCases.Of(_type).Select(static each => each.Type)
                .Concat(_type.IsAbstract ? [] : [_type])
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
                .Where(PartialTypes.IsPublic)
                .Select(each => (each, Find(SymbolNames.Id(each)) ?? Find(SymbolNames.Id(each) + HierarchyParser.Itself), StatedName(each) ?? SymbolNames.Simple(each)))
                .Where(static each => each.Item2 is not null)!,
        ];
        foreach ((INamedTypeSymbol type, _, string name) in cases)
        {
            Claim(type, name, $"the switch of '{SymbolNames.Display(type)}'");
        }

        foreach ((INamedTypeSymbol type, JsonObject made, string name) in cases)
        {
            yield return new CmdletCase(name, DocumentationText.Summary(type, _context.CancellationToken), made, Parameters(type, made));
        }
    }

    private JsonObject? Find(string id) => _parsed.Types.OfType<JsonObject>().FirstOrDefault(each => each.Id == id);

    private EquatableArray<CmdletParameter> Parameters(INamedTypeSymbol type, JsonObject made)
    {
        var parameters = ImmutableArray.CreateBuilder<CmdletParameter>();
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonMember member in made.Members.Where(static member => member.Reading != MemberReading.None))
        {
            ISymbol symbol = Symbol(type, member.Name.TrimStart('@'));
            IParameterSymbol? argument = ConstructorSelector.Select(type)?.Parameters
                .FirstOrDefault(each => string.Equals(each.Name, symbol.Name, StringComparison.OrdinalIgnoreCase));
            ISymbol[] symbols = argument is null ? [symbol] : [symbol, argument];
            string name = symbols.Select(StatedName).FirstOrDefault(static stated => stated is not null) ?? Capital(symbol.Name);
            var parameter = new CmdletParameter(name, member, Help(symbol, argument), IsPublic(TypeOf(symbol)), default, default);
            parameter = parameter with
            {
                Permissions = new EquatableArray<string>([.. ValidationAttributes.PermissionsOf(symbols, parameter)]),
                Validation = new EquatableArray<string>([.. ValidationAttributes.Of(symbols, parameter)]),
            };
            if (!own.Add(name))
            {
                Report(symbol, name, $"another member of '{SymbolNames.Display(type)}' has it");
            }
            else
            {
                Claim(symbol, name, $"'{SymbolNames.Display(symbol)}'", parameter);
            }

            parameters.Add(parameter);
        }

        return new EquatableArray<CmdletParameter>(parameters.ToImmutable());
    }

    /// <summary>Takes a name for a switch or a parameter. Members of one name are one parameter where their types are one.</summary>
    private void Claim(ISymbol symbol, string name, string owner, CmdletParameter? parameter = null)
    {
        string form = parameter is null ? "" : CmdletTypes.Of(parameter);
        string? clash = !IsName(name) ? "a name is letters, digits and _, and begins with a letter"
            : _reserved.TryGetValue(name, out string? reserved) ? reserved
            : !_parameters.TryGetValue(name, out (string Owner, string Form) other) ? null
            : other.Form.Length == 0 || form.Length == 0 ? $"{other.Owner} has it"
            : other.Form != form ? $"{other.Owner} has it, and another type"
            : null;
        if (clash is not null)
        {
            Report(symbol, name, clash);
        }
        else
        {
            _parameters[name] = (owner, form);
        }
    }

    private void Report(ISymbol symbol, string name, string clash) => _context.Report(
        Descriptors.CmdletNameClash, ParseContext.LocationOf(symbol, _origin), SymbolNames.Display(symbol), name, clash);

    private string Help(ISymbol member, IParameterSymbol? argument)
    {
        string help = DocumentationText.Summary(member, _context.CancellationToken);
        return help.Length > 0 || argument is null
            ? help
            : DocumentationText.Parameter(member.ContainingType, argument.Name, _context.CancellationToken);
    }

    private static ISymbol Symbol(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            if (each.GetMembers(name).FirstOrDefault(static member => member is IPropertySymbol or IFieldSymbol) is { } member)
            {
                return member;
            }
        }

        return type;
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;

    private static bool IsPublic(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => PartialTypes.IsPublic(named) && named.TypeArguments.All(IsPublic),
        _ => false,
    };

    private static string? StatedName(ISymbol symbol) =>
        KnownAttributes.Find(symbol, NameAttribute) is { } attribute ? KnownAttributes.Argument(attribute) as string ?? "" : null;

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsLetter(name[0]) && SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;
}
