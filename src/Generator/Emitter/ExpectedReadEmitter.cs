namespace Ledgerline.Generator;

/// <summary>Prints how an object is read that stands as it is written: the mirror image of <see cref="ObjectWriteEmitter"/>.</summary>
internal static class ExpectedReadEmitter
{
    public static void Emit(SourceWriter source, JsonObject type)
    {
        source.Block($"public static bool TryRead(ref {Names.Cursor} cursor, out {type.TypeName} result)", () =>
        {
            source.Line("result = default!;");
            source.Line("return cursor.Begin(\"{\"u8) && TryReadMembers(ref cursor, out result);");
        });
        source.Line();
        source.Block($"public static bool TryReadMembers(ref {Names.Cursor} cursor, out {type.TypeName} result)", () =>
        {
            source.Line("result = default!;");
            MemberLocals.Declare(source, type, isExpected: true);
            foreach ((JsonMember member, bool followsComma) in MemberSequence.Of(type))
            {
                source.Line();
                Member(source, member, followsComma);
            }

            source.Line();
            Refuse(source, "!cursor.End(\"}\"u8)");
            source.Line();
            ObjectConstruction.Emit(source, type, isExpected: true);
        });
    }

    /// <summary>A surprise.</summary>
    public static void Refuse(SourceWriter source, string condition) => source.Block($"if ({condition})", () => source.Line("return false;"));

    private static void Member(SourceWriter source, JsonMember member, bool followsComma)
    {
        string skip = $"cursor.Skip({MemberNames.Json(member, followsComma)})";
        if (member.Writing == MemberWriting.Always)
        {
            Value(source, member, "!" + skip);
            return;
        }

        source.Block($"if ({skip})", () =>
        {
            Value(source, member);
            if (!followsComma)
            {
                source.Line();
                Refuse(source, "!cursor.SkipSeparator()");
            }
        });
    }

    private static void Value(SourceWriter source, JsonMember member, string? surprise = null)
    {
        if (member.Reading == MemberReading.None)
        {
            if (surprise is not null)
            {
                Refuse(source, surprise);
                source.Line();
            }

            source.Line("cursor.SkipValue();");
            return;
        }

        ValueEmitter.TryRead(source, member.Value, MemberNames.Local(member), surprise);
        if (MemberLocals.IsTracked(member, isExpected: true))
        {
            source.Line($"{MemberNames.Seen(member)} = true;");
        }
    }
}
