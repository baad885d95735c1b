using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Walks everything that an object holds, by its fields.</summary>
internal static class ModelGraph
{
    /// <summary>The type names of what must not live between two runs: it would keep whole compilations alive.</summary>
    public static IReadOnlyList<string> Forbidden(object root)
    {
        var found = new List<string>();
        Walk(root, root.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance), found);
        return found;
    }

    private static void Walk(object? value, string path, HashSet<object> seen, List<string> found)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return;
        }

        if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or Diagnostic or SyntaxReference or AttributeData)
        {
            found.Add($"{path}: {value.GetType().Name}");
            return;
        }

        if (!value.GetType().IsValueType && !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen, found);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer)
                {
                    Walk(field.GetValue(value), $"{path}.{field.Name}", seen, found);
                }
            }
        }
    }
}
