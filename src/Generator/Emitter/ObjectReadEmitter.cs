namespace Ledgerline.Generator;

/// <summary>Prints how an object is read: every member into a local, then the object from them.</summary>
internal static class ObjectReadEmitter
{
    public static void Emit(SourceWriter source, JsonObject type)
    {
        JsonMember[] members = [.. type.Members.Where(static member => member.Reading != MemberReading.None)];
        source.Block($"public static {type.TypeName} Read(ref {Names.Reader} reader)", () =>
        {
            source.Line($"{Names.Expect}.Record(ref reader, {Names.Literal(type.DisplayName)});");
            source.Line();
            foreach (JsonMember member in members)
            {
                source.Line($"{member.Value.TypeName} {Local(member)} = {member.Default ?? "default"}{Forgive(member)};");
                if (IsTracked(member))
                {
                    source.Line($"bool {Seen(member)} = false;");
                }
            }

            source.Line();
            source.Block($"while (reader.Read() && reader.TokenType == {Names.Token}.PropertyName)", () => ReadMember(source, type, members));
            source.Line();
            RequireMembers(source, type, members);
            Construct(source, type, members);
        });

        foreach (JsonMember member in members.Where(static member => member.Reading == MemberReading.InitAccessor))
        {
            source.Line();
            source.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"set_{Plain(member)}\")]");
            source.Line($"private static extern void {Setter(member)}({(type.IsValueType ? "ref " : "")}{member.DeclaringType} target, {member.Value.TypeName} value);");
        }
    }

    private static void ReadMember(SourceWriter source, JsonObject type, JsonMember[] members)
    {
        string otherwise = "";
        foreach (JsonMember member in members)
        {
            source.Block($"{otherwise}if (reader.ValueTextEquals({Names.Literal(member.JsonName)}u8))", () =>
            {
                source.Line("reader.Read();");
                if (member.Value is not (NullableValue or ElementValue))
                {
                    string guard = member.Value is ConverterValue converter ? $"if (!{ValueEmitter.Converter(converter)}.HandleNull) " : "";
                    source.Line($"{guard}{Names.Expect}.NotNull(ref reader, {Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)});");
                }

                source.Line($"{Local(member)} = {ValueEmitter.Read(member.Value)};");
                if (IsTracked(member))
                {
                    source.Line($"{Seen(member)} = true;");
                }
            });
            otherwise = "else ";
        }

        if (members.Length == 0)
        {
            source.Line("reader.Skip();");
        }
        else
        {
            source.Block("else", () => source.Line("reader.Skip();"));
        }
    }

    private static void RequireMembers(SourceWriter source, JsonObject type, JsonMember[] members)
    {
        foreach (JsonMember member in members.Where(static member => member.Missing == MissingMember.Error))
        {
            source.Block($"if (!{Seen(member)})", () => source.Line($"throw {Missing(type, member)};"));
            source.Line();
        }
    }

    private static void Construct(SourceWriter source, JsonObject type, JsonMember[] members)
    {
        string arguments = string.Join(", ", type.Arguments.Select(static argument =>
            argument.Member is { } member ? member.TrimStart('@') + "Value" : argument.Default + "!"));
        string initializer = string.Join(", ", members
            .Where(static member => member.Reading == MemberReading.Initializer)
            .Select(static member => $"{member.Name} = {Local(member)}"));
        string created = $"new {type.TypeName}({arguments}){(initializer.Length > 0 ? $" {{ {initializer} }}" : "")};";
        if (!members.Any(static member => member.Reading is MemberReading.Setter or MemberReading.InitAccessor))
        {
            source.Line($"return {created}");
            return;
        }

        source.Line($"var result = {created}");
        foreach (JsonMember member in members)
        {
            string? assignment = member.Reading switch
            {
                MemberReading.Setter => $"result.{member.Name} = {Local(member)};",
                MemberReading.InitAccessor => $"{Setter(member)}({(type.IsValueType ? "ref " : "")}result, {Local(member)});",
                _ => null,
            };
            if (assignment is null)
            {
                continue;
            }

            if (member.Missing == MissingMember.Error)
            {
                source.Line(assignment);
            }
            else
            {
                source.Line();
                source.Block($"if ({Seen(member)})", () => source.Line(assignment));
                if (member.Missing == MissingMember.KeepUnlessNull)
                {
                    source.Block($"else if (result.{member.Name} is null)", () => source.Line($"throw {Missing(type, member)};"));
                }
            }
        }

        source.Line();
        source.Line("return result;");
    }

    private static string Missing(JsonObject type, JsonMember member) =>
        $"{Names.Expect}.Missing({Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)})";

    private static bool IsTracked(JsonMember member) =>
        member.Missing == MissingMember.Error || member.Reading is MemberReading.Setter or MemberReading.InitAccessor;

    private static string Forgive(JsonMember member) => member.Default is null && member.Value is not NullableValue ? "!" : "";

    private static string Plain(JsonMember member) => member.Name.TrimStart('@');

    private static string Local(JsonMember member) => Plain(member) + "Value";

    private static string Seen(JsonMember member) => "has" + Plain(member);

    private static string Setter(JsonMember member) => "Set" + Plain(member);
}
