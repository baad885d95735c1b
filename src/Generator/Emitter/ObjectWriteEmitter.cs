namespace Ledgerline.Generator;

/// <summary>Prints how an object is written: literal names, and the values between them.</summary>
internal static class ObjectWriteEmitter
{
    public static void Emit(SourceWriter source, JsonObject type)
    {
        source.Block($"public static void Write({Names.Output} output, {type.TypeName} value)", () =>
            source.Line("WriteMembers(output, value, \"{\"u8);"));
        source.Line();
        source.Block($"public static void WriteMembers({Names.Output} output, {type.TypeName} value, global::System.ReadOnlySpan<byte> opening)", () =>
        {
            source.Line("output.Begin(opening);");
            foreach ((JsonMember member, bool followsComma) in MemberSequence.Of(type))
            {
                source.Line();
                WriteMember(source, type, member, followsComma);
            }

            if (type.Extension is { } extension)
            {
                source.Line();
                ExtensionDataEmitter.Write(source, type, extension);
            }

            source.Line();
            source.Line(MemberSequence.IsClosed(type) ? "output.End(\"}\"u8);" : "output.EndAfterComma(\"}\"u8);");
        });
    }

    private static void WriteMember(SourceWriter source, JsonObject type, JsonMember member, bool followsComma)
    {
        string local = MemberNames.Local(member);
        source.Line($"{member.Value.TypeName} {local} = {UnsafeAccessorEmitter.Get(member.Getter, "value", member.Name)};");
        switch (member.Writing)
        {
            case MemberWriting.Always:
                Named(source, type, member, followsComma, local);
                break;
            case MemberWriting.UnlessNull:
                source.Block($"if ({local} is not null)", () => Optional(source, type, member, followsComma, local));
                break;
            case MemberWriting.UnlessDefault:
                source.Block(
                    $"if (!global::System.Collections.Generic.EqualityComparer<{member.Value.TypeName}>.Default.Equals({local}, default))",
                    () => Optional(source, type, member, followsComma, local));
                break;
        }
    }

    private static void Optional(SourceWriter source, JsonObject type, JsonMember member, bool followsComma, string local)
    {
        Named(source, type, member, followsComma, local);
        if (!followsComma)
        {
            source.Line("output.Raw(\",\"u8);");
        }
    }

    private static void Named(SourceWriter source, JsonObject type, JsonMember member, bool followsComma, string local)
    {
        if (member.Value is { IsReference: true } and not NullableValue)
        {
            string guard = member.Value is ConverterValue converter ? $"if (!{ValueEmitter.Converter(converter)}.HandleNull) " : "";
            source.Line($"{guard}{Names.Expect}.NotNull({local}, {Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)});");
        }

        source.Line($"output.Raw({MemberNames.Json(member, followsComma)});");
        ValueEmitter.Write(source, member.Value, local);
    }
}
