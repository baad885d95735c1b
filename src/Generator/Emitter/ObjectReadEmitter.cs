namespace Ledgerline.Generator;

/// <summary>Prints how any JSON of an object is read: every member into a local, then the object from them.</summary>
internal static class ObjectReadEmitter
{
    public static void Emit(SourceWriter source, JsonObject type)
    {
        string parameters = $"ref {Names.Reader} reader, {Names.Options} options, global::System.ReadOnlySpan<byte> discriminator = default";
        source.Block($"public static {type.TypeName} Read({parameters})", () =>
        {
            source.Line($"{Names.Expect}.Record(ref reader, {Names.Literal(type.DisplayName)}, options);");
            source.Line();
            MemberLocals.Declare(source, type, isExpected: false);
            source.Line();
            source.Block($"while (reader.Read() && reader.TokenType == {Names.Token}.PropertyName)", () => ReadMember(source, type));
            source.Line();
            ObjectConstruction.Emit(source, type, isExpected: false);
        });
    }

    private static void ReadMember(SourceWriter source, JsonObject type)
    {
        string otherwise = "";
        foreach (JsonMember member in MemberLocals.Of(type))
        {
            source.Block($"{otherwise}if (options.IsNamed(ref reader, {Names.Literal(member.JsonName)}u8))", () =>
            {
                source.Line("reader.Read();");
                if (member.Value is not (NullableValue or ElementValue))
                {
                    string guard = member.Value is ConverterValue converter ? $"if (!{ValueEmitter.Converter(converter)}.HandleNull) " : "";
                    source.Line($"{guard}{Names.Expect}.NotNull(ref reader, {Names.Literal(type.DisplayName)}, {Names.Literal(member.JsonName)});");
                }

                source.Line($"{MemberNames.Local(member)} = {ValueEmitter.Read(member.Value)};");
                if (MemberLocals.IsTracked(member, isExpected: false))
                {
                    source.Line($"{MemberNames.Seen(member)} = true;");
                }
            });
            otherwise = "else ";
        }

        // What is written and not read belongs to the type, even where it may have no other members.
        foreach (JsonMember member in type.Members.Where(static member => member.Reading == MemberReading.None))
        {
            source.Block($"{otherwise}if (options.IsNamed(ref reader, {Names.Literal(member.JsonName)}u8))", () => source.Line("reader.TrySkip();"));
            otherwise = "else ";
        }

        string unknown = type.Extension is { } extension ? ExtensionDataEmitter.Take(extension)
            : $"{Names.Expect}.Unknown(ref reader, options, {Unknown(type)}, {Names.Literal(type.DisplayName)}, discriminator);";
        if (otherwise.Length == 0)
        {
            source.Line(unknown);
        }
        else
        {
            source.Block("else", () => source.Line(unknown));
        }
    }

    /// <summary>Whether unknown members are skipped.</summary>
    private static string Unknown(JsonObject type) => type.Unknown switch
    {
        UnknownMembers.Skipped => "true",
        UnknownMembers.Refused => "false",
        _ => "options.SkipsUnknown",
    };
}
