namespace Ledgerline.Generator;

/// <summary>The locals that take the members of an object while it is read.</summary>
internal static class MemberLocals
{
    /// <summary>The members that are read.</summary>
    public static IEnumerable<JsonMember> Of(JsonObject type) =>
        type.Members.Where(static member => member.Reading != MemberReading.None);

    public static void Declare(SourceWriter source, JsonObject type, bool isExpected)
    {
        foreach (JsonMember member in Of(type))
        {
            string forgive = member.Default is null && member.Value is not NullableValue ? "!" : "";
            source.Line($"{member.Value.TypeName} {MemberNames.Local(member)} = {member.Default ?? "default"}{forgive};");
            if (IsTracked(member, isExpected))
            {
                source.Line($"bool {MemberNames.Seen(member)} = false;");
            }
        }

        if (type.Extension is { } extension)
        {
            source.Line($"{ExtensionDataEmitter.TypeName(extension)}? {MemberNames.Local(extension)} = null;");
        }
    }

    /// <summary>Whether it must be known that a member was there.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isExpected">Whether members that are always written are there.</param>
    public static bool IsTracked(JsonMember member, bool isExpected) =>
        !(isExpected && member.Writing == MemberWriting.Always)
        && (member.Missing == MissingMember.Error || member.Reading == MemberReading.Setter);
}
