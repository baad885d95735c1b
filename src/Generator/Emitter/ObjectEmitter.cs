namespace Ledgerline.Generator;

/// <summary>Prints the serializer of an object.</summary>
internal static class ObjectEmitter
{
    public static void Emit(SourceWriter source, JsonObject type)
    {
        Fields(source, type);
        ObjectWriteEmitter.Emit(source, type);
        source.Line();
        ExpectedReadEmitter.Emit(source, type);
        source.Line();
        ObjectReadEmitter.Emit(source, type);
        foreach (JsonValue value in type.Values)
        {
            CollectionEmitter.Emit(source, value);
        }

        UnsafeAccessorEmitter.Emit(source, type);
    }

    private static void Fields(SourceWriter source, JsonObject type)
    {
        SourceWriter fields = source.Nested();
        foreach ((JsonMember member, bool followsComma) in MemberSequence.Of(type))
        {
            MemberNames.Field(fields, member, followsComma);
        }

        foreach (ConverterValue value in type.Values.OfType<ConverterValue>())
        {
            ValueEmitter.ConverterField(fields, value);
        }

        source.AppendApart(fields);
    }
}
