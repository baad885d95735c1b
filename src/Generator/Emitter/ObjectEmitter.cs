namespace Ledgerline.Generator;

/// <summary>Prints the serializer of an object.</summary>
internal static class ObjectEmitter
{
    public static void Emit(SourceWriter source, JsonObject type, string context)
    {
        Fields(source, type, context);
        source.Block($"public static void Write({Names.Writer} writer, {type.TypeName} value)", () =>
        {
            source.Line("writer.WriteStartObject();");
            source.Line("WriteMembers(writer, value);");
            source.Line("writer.WriteEndObject();");
        });
        source.Line();
        source.Block($"public static void WriteMembers({Names.Writer} writer, {type.TypeName} value)", () =>
        {
            bool isFirst = true;
            foreach (JsonMember member in type.Members.Where(static member => member.Writing != MemberWriting.Never))
            {
                if (!isFirst)
                {
                    source.Line();
                }

                isFirst = false;
                WriteMember(source, type, member);
            }
        });
        source.Line();
        ObjectReadEmitter.Emit(source, type);
        foreach (JsonValue value in type.Values)
        {
            CollectionEmitter.Emit(source, value);
        }
    }

    private static void Fields(SourceWriter source, JsonObject type, string context)
    {
        foreach (JsonMember member in type.Members)
        {
            if (member.Writing != MemberWriting.Never)
            {
                source.Line($"private static readonly {Names.EncodedText} {Field(member)} =");
                source.Line($"    {Names.EncodedText}.Encode({Names.Literal(member.JsonName)}, {Names.RelaxedEncoder});");
            }
        }

        foreach (ConverterValue value in type.Values.OfType<ConverterValue>())
        {
            source.Line($"private static readonly global::System.Text.Json.Serialization.JsonConverter<{value.TypeName}> {ValueEmitter.Converter(value)} =");
            source.Line($"    new {value.Converter}();");
        }

        if (type.Values.OfType<ConverterValue>().Any())
        {
            source.Line();
            source.Line($"private static global::System.Text.Json.JsonSerializerOptions Options => {context}.Default.Options;");
        }

        source.Line();
    }

    private static void WriteMember(SourceWriter source, JsonObject type, JsonMember member)
    {
        string local = $"{Plain(member)}Value";
        switch (member.Writing)
        {
            case MemberWriting.Always:
                source.Line($"{member.Value.TypeName} {local} = value.{member.Name};");
                Named(source, type, member, local);
                break;
            case MemberWriting.UnlessNull:
                source.Line($"{member.Value.TypeName} {local} = value.{member.Name};");
                source.Block($"if ({local} is not null)", () => Named(source, type, member, local));
                break;
            case MemberWriting.UnlessDefault:
                source.Line($"{member.Value.TypeName} {local} = value.{member.Name};");
                source.Block(
                    $"if (!global::System.Collections.Generic.EqualityComparer<{member.Value.TypeName}>.Default.Equals({local}, default))",
                    () => Named(source, type, member, local));
                break;
        }
    }

    private static void Named(SourceWriter source, JsonObject type, JsonMember member, string local)
    {
        if (member.Value is { IsReference: true } and not NullableValue)
        {
            string guard = member.Value is ConverterValue converter ? $"if (!{ValueEmitter.Converter(converter)}.HandleNull) " : "";
            source.Line($"{guard}{Names.Expect}.NotNull({local}, {Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)});");
        }

        source.Line($"writer.WritePropertyName({Field(member)});");
        ValueEmitter.Write(source, member.Value, local);
    }

    private static string Field(JsonMember member) => $"{Plain(member)}Name";

    private static string Plain(JsonMember member) => member.Name.TrimStart('@');
}
