namespace Ledgerline.Generator;

/// <summary>
/// Where the commas of an object stand. Before the first member that is always written each writes a comma behind itself,
/// since it cannot know whether it is the first; after it each writes one before itself.
/// </summary>
internal static class MemberSequence
{
    /// <summary>The members that are written, each with whether a comma stands before its name.</summary>
    public static IEnumerable<(JsonMember Member, bool FollowsComma)> Of(JsonObject type)
    {
        bool followsComma = false;
        foreach (JsonMember member in type.Members.Where(static member => member.Writing != MemberWriting.Never))
        {
            yield return (member, followsComma);
            followsComma |= member.Writing == MemberWriting.Always;
        }
    }

    /// <summary>Whether some member is always written, so that the last one has no comma behind it.</summary>
    public static bool IsClosed(JsonObject type) => type.Members.Any(static member => member.Writing == MemberWriting.Always);
}
