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
            var surprises = new List<string>();
            foreach ((JsonMember member, bool followsComma) in MemberSequence.Of(type))
            {
                Member(source, surprises, member, followsComma);
            }

            surprises.Add("!cursor.End(\"}\"u8)");
            Refuse(source, surprises);
            source.Line();
            ObjectConstruction.Emit(source, type, isExpected: true);
        });
    }

    /// <summary>A surprise.</summary>
    public static void Refuse(SourceWriter source, string condition) => source.Block($"if ({condition})", () => source.Line("return false;"));

    /// <summary>Several surprises, each in a line.</summary>
    private static void Refuse(SourceWriter source, List<string> surprises)
    {
        source.Line();
        if (surprises.Count == 1)
        {
            Refuse(source, surprises[0]);
        }
        else
        {
            source.Line($"if ({surprises[0]}");
            foreach (string surprise in surprises.Skip(1).Take(surprises.Count - 2))
            {
                source.Line($"    || {surprise}");
            }

            source.Block($"    || {surprises[surprises.Count - 1]})", () => source.Line("return false;"));
        }

        surprises.Clear();
    }

    private static void Member(SourceWriter source, List<string> surprises, JsonMember member, bool followsComma)
    {
        string skip = $"cursor.Skip({MemberNames.Json(member, followsComma)})";
        if (member.Writing == MemberWriting.Always)
        {
            string? call = member.Reading == MemberReading.None ? null : ValueEmitter.TryReadCall(member.Value, MemberNames.Local(member));
            surprises.Add(call is null ? "!" + skip : $"!{skip} || !{call}");
            if (call is null)
            {
                Refuse(source, surprises);
                source.Line();
                Value(source, member);
            }

            return;
        }

        if (surprises.Count > 0)
        {
            Refuse(source, surprises);
        }

        source.Line();
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

    private static void Value(SourceWriter source, JsonMember member)
    {
        if (member.Reading == MemberReading.None)
        {
            source.Line("cursor.SkipValue();");
            return;
        }

        ValueEmitter.TryRead(source, member.Value, MemberNames.Local(member));
        if (MemberLocals.IsTracked(member, isExpected: true))
        {
            source.Line($"{MemberNames.Seen(member)} = true;");
        }
    }
}
