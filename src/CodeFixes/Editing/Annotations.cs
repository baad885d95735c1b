using Microsoft.CodeAnalysis;

namespace Ledgerline.CodeFixes;

/// <summary>The annotations of an assembly, as far as fixes ask.</summary>
internal static class Annotations
{
    public const string AppendLog = "Ledgerline.AppendLogAttribute";
    public const string JsonKv = "Ledgerline.JsonKvAttribute";

    /// <summary>Every text that an annotation of the assembly gives: names, keys and accessors.</summary>
    public static ISet<string> Texts(Compilation compilation, CancellationToken cancellationToken)
    {
        // A file system may not tell capitals from small letters.
        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            INamespaceOrTypeSymbol symbol = pending.Pop();
            foreach (INamespaceOrTypeSymbol member in symbol.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(member);
            }

            foreach (AttributeData attribute in symbol.GetAttributes().Where(IsAnnotation))
            {
                IEnumerable<TypedConstant> arguments =
                    attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static argument => argument.Value));
                texts.UnionWith(arguments.Where(static argument => argument.Kind == TypedConstantKind.Primitive).Select(static argument => argument.Value).OfType<string>());
            }
        }

        return texts;
    }

    public static bool IsAnnotation(AttributeData attribute) =>
        attribute.AttributeClass?.ToDisplayString() is AppendLog or JsonKv;
}
