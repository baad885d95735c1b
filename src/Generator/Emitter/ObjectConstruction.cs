namespace Ledgerline.Generator;

/// <summary>Prints how an object is made of its members, once those that it needs are there.</summary>
internal static class ObjectConstruction
{
    /// <param name="source">Takes the code.</param>
    /// <param name="type">The object.</param>
    /// <param name="isExpected">Whether something missing is a surprise; otherwise it is an error.</param>
    public static void Emit(SourceWriter source, JsonObject type, bool isExpected)
    {
        JsonMember[] members = [.. MemberLocals.Of(type)];
        foreach (JsonMember member in members.Where(member => member.Missing == MissingMember.Error && MemberLocals.IsTracked(member, isExpected)))
        {
            source.Block($"if (!{MemberNames.Seen(member)})", () => Missing(source, type, member, isExpected));
            source.Line();
        }

        string arguments = string.Join(", ", type.Arguments.Select(static argument =>
            argument.Member is { } member ? member.TrimStart('@') + "Value" : argument.Default + "!"));
        string initializer = string.Join(", ", members
            .Where(static member => member.Reading == MemberReading.Initializer)
            .Select(static member => $"{member.Name} = {MemberNames.Local(member)}"));
        string created = $"{UnsafeAccessorEmitter.Create(type, arguments)}{(initializer.Length > 0 ? $" {{ {initializer} }}" : "")};";
        JsonMember[] assigned = [.. members.Where(static member => member.Reading == MemberReading.Setter)];
        if (assigned.Length == 0 && type.Extension is null && !isExpected)
        {
            source.Line($"return {created}");
            return;
        }

        source.Line($"{(isExpected ? "" : "var ")}result = {created}");
        foreach (JsonMember member in assigned)
        {
            Assign(source, type, member, isExpected);
        }

        if (type.Extension is { } extension)
        {
            ExtensionDataEmitter.Keep(source, extension);
        }

        if (assigned.Length > 0 || !isExpected)
        {
            source.Line();
        }

        source.Line(isExpected ? "return true;" : "return result;");
    }

    private static void Assign(SourceWriter source, JsonObject type, JsonMember member, bool isExpected)
    {
        string assignment = UnsafeAccessorEmitter.Set(member.Setter, "result", member.Name, MemberNames.Local(member)) + ";";
        if (member.Missing == MissingMember.Error || !MemberLocals.IsTracked(member, isExpected))
        {
            source.Line(assignment);
            return;
        }

        source.Line();
        source.Block($"if ({MemberNames.Seen(member)})", () => source.Line(assignment));
        if (member.Missing == MissingMember.KeepUnlessNull)
        {
            source.Block($"else if ({UnsafeAccessorEmitter.Get(member.Getter, "result", member.Name)} is null)", () => Missing(source, type, member, isExpected));
        }
    }

    private static void Missing(SourceWriter source, JsonObject type, JsonMember member, bool isExpected) => source.Line(isExpected
        ? "return false;"
        : $"throw {Names.Expect}.Missing({Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)});");
}
