namespace Ledgerline.Generator;

/// <summary>Prints Match and Switch of a hierarchy.</summary>
internal static class MatchEmitter
{
    // Parameters begin with a small letter wherever there is one: no case can be called like this.
    private const string Found = "Case";

    public static void Emit(SourceWriter source, CaseMatching matching)
    {
        if (matching.Namespace.Length == 0)
        {
            Part(source, matching);
        }
        else
        {
            source.Block($"namespace {matching.Namespace}", () => Part(source, matching));
        }
    }

    private static void Part(SourceWriter source, CaseMatching matching)
    {
        if (matching.Declarations.Count > 0)
        {
            Nested(source, matching, 0);
            return;
        }

        source.Line($"/// <summary>Tells the cases of {matching.DisplayName} apart.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"{matching.Accessibility} static class {matching.ExtensionClass}", () => Methods(source, matching));
    }

    private static void Nested(SourceWriter source, CaseMatching matching, int depth) =>
        source.Block(matching.Declarations[depth], () =>
        {
            if (depth < matching.Declarations.Count - 1)
            {
                Nested(source, matching, depth + 1);
            }
            else
            {
                Methods(source, matching);
            }
        });

    private static void Methods(SourceWriter source, CaseMatching matching)
    {
        if (matching.HasMatch)
        {
            Summary(source, matching, "Makes a result of the case that this is: one argument a case, so that a new case is an error at every use.");
            source.Line("/// <typeparam name=\"TResult\">What each argument returns.</typeparam>");
            Method(source, matching, "TResult Match<TResult>", "Func", ", TResult");
        }

        if (matching.HasMatch && matching.HasSwitch)
        {
            source.Line();
        }

        if (matching.HasSwitch)
        {
            Summary(source, matching, "Does what is said for the case that this is: one argument a case, so that a new case is an error at every use.");
            Method(source, matching, "void Switch", "Action", "");
        }
    }

    private static void Summary(SourceWriter source, CaseMatching matching, string text)
    {
        source.Line($"/// <summary>{text}</summary>");
        if (matching.Declarations.Count == 0)
        {
            source.Line("/// <param name=\"Value\">The value.</param>");
        }

        foreach (MatchedCase option in matching.Cases)
        {
            source.Line($"/// <param name=\"{option.Parameter.TrimStart('@')}\">Called where it is a {Xml(option.DisplayName)}.</param>");
        }

        source.Line($"/// <exception cref=\"global::System.InvalidOperationException\">It is no case of {Xml(matching.DisplayName)}, but of a type that another assembly derived.</exception>");
    }

    private static void Method(SourceWriter source, CaseMatching matching, string head, string function, string result)
    {
        bool isExtension = matching.Declarations.Count == 0;
        string value = isExtension ? "Value" : "this";
        IEnumerable<string> parameters = matching.Cases.Select(option => $"global::System.{function}<{option.TypeName}{result}> {option.Parameter}");
        if (isExtension)
        {
            parameters = parameters.Prepend($"this {matching.TypeName} Value");
            head = "static " + head;
        }

        if (!isExtension)
        {
            source.Line(Names.GeneratedCodeAttribute);
        }

        source.Block($"{matching.Accessibility} {head}({string.Join(", ", parameters)})", () => source.Block($"switch ({value})", () =>
        {
            bool returns = result.Length > 0;
            foreach (MatchedCase option in matching.Cases)
            {
                string exactly = option.IsSealed ? "" : $" when {Found}.GetType() == typeof({option.TypeName})";
                source.Line($"case {option.TypeName} {Found}{exactly}:");
                source.Line($"    {(returns ? "return " : "")}{option.Parameter}({Found});");
                if (!returns)
                {
                    source.Line("    return;");
                }
            }

            source.Line("default:");
            source.Line($"    throw {Names.QualifiedExpect}.Unmatched({value}, {Names.Literal(matching.DisplayName)});");
        }));
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
