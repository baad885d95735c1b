namespace Ledgerline.Generator;

/// <summary>Prints how an object is made of the parameters that were given.</summary>
internal static class CmdletCaseEmitter
{
    private const string MembersSet = "Members";
    private const string ObjectSet = "InputObject";

    /// <summary>The parameter set of a case; of a record that is no hierarchy, the one of its members.</summary>
    public static string SetOf(CmdletRecord cmdlets, CmdletCase each) => cmdlets.IsHierarchy ? each.Name : MembersSet;

    /// <summary>The set that counts where the parameters do not tell: an object's, so that one can be piped, unless there is nothing to say.</summary>
    public static string DefaultSet(CmdletRecord cmdlets) =>
        !cmdlets.IsHierarchy && cmdlets.Cases.Count == 1 && cmdlets.Cases[0].Parameters.Count == 0 ? MembersSet : ObjectSet;

    /// <param name="source">Takes the method.</param>
    /// <param name="each">The case.</param>
    /// <param name="command">The cmdlet's class.</param>
    /// <param name="property">The property of a parameter.</param>
    public static void Emit(SourceWriter source, CmdletCase each, string command, Func<CmdletParameter, string> property)
    {
        JsonObject type = each.Type;
        Dictionary<string, CmdletParameter> parameters = each.Parameters.ToDictionary(static parameter => parameter.Member.Name, StringComparer.Ordinal);
        source.Block($"public static {type.TypeName} Create({command} command)", () =>
        {
            string arguments = string.Join(", ", type.Arguments.Select(argument =>
                argument.Member is { } member && parameters.TryGetValue(member, out CmdletParameter? parameter)
                    ? Argument(parameter, property(parameter), argument.Default)
                    : argument.Default + "!"));
            string initializer = string.Join(", ", each.Parameters
                .Where(static parameter => parameter.Member.Reading == MemberReading.Initializer)
                .Select(parameter => $"{parameter.Member.Name} = {Value(parameter, property(parameter))}"));
            source.Line($"var result = {UnsafeAccessorEmitter.Create(type, arguments)}{(initializer.Length > 0 ? $" {{ {initializer} }}" : "")};");
            foreach (CmdletParameter parameter in each.Parameters.Where(static parameter => parameter.Member.Reading == MemberReading.Setter))
            {
                string set = UnsafeAccessorEmitter.Set(parameter.Member.Setter, "result", parameter.Member.Name, Value(parameter, property(parameter))) + ";";
                if (parameter.IsMandatory)
                {
                    source.Line(set);
                }
                else
                {
                    source.Block($"if ({IsGiven(property(parameter))})", () => source.Line(set));
                }
            }

            source.Line("return result;");
        });
        foreach (CmdletParameter parameter in each.Parameters.Where(static parameter => CmdletTypes.Items(parameter) is not null))
        {
            source.Line();
            Sequence(source, parameter);
        }

        UnsafeAccessorEmitter.Emit(source, type);
    }

    private static string Argument(CmdletParameter parameter, string property, string otherwise) => parameter.IsMandatory
        ? Value(parameter, property)
        : $"{IsGiven(property)} ? {Value(parameter, property)} : {otherwise}!";

    private static string IsGiven(string property) => $"command.IsGiven(nameof(command.{property}), command.{property})";

    /// <summary>The member's value, from a property that has one unless it may be null.</summary>
    private static string Value(CmdletParameter parameter, string property)
    {
        string value = $"command.{property}";
        bool mayBeNull = parameter.Member.Value is NullableValue;
        if (!parameter.IsPublic)
        {
            return $"({parameter.Member.Value.TypeName}){value}!";
        }

        if (parameter.Value is SequenceValue)
        {
            return mayBeNull ? $"({value} is null ? ({parameter.Member.Value.TypeName})null : {Collector(parameter)}({value}))" : $"{Collector(parameter)}({value}!)";
        }

        return mayBeNull ? value
            : parameter.Value.IsReference ? value + "!"
            : value + ".GetValueOrDefault()";
    }

    private static string Collector(CmdletParameter parameter) => "To" + parameter.Name;

    /// <summary>The collection that a member has, of the items of an array.</summary>
    private static void Sequence(SourceWriter source, CmdletParameter parameter)
    {
        var sequence = (SequenceValue)parameter.Value;
        source.Block($"private static {sequence.TypeName} {Collector(parameter)}({sequence.Item.TypeName}[] values)", () =>
        {
            source.Line($"var items = {CollectionEmitter.Of(sequence.Shape.Create, sequence.Item)};");
            source.Block($"foreach ({sequence.Item.TypeName} value in values)", () => source.Line($"items.{sequence.Shape.Add}(value);"));
            source.Line();
            source.Line($"return {CollectionEmitter.Of(sequence.Shape.Finish, sequence.Item)};");
        });
    }
}
