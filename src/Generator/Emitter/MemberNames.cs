namespace Ledgerline.Generator;

/// <summary>What a member of an object is called in the code that reads and writes it.</summary>
internal static class MemberNames
{
    public static string Plain(JsonMember member) => member.Name.TrimStart('@');

    /// <summary>The local that holds its value.</summary>
    public static string Local(JsonMember member) => Plain(member) + "Value";

    /// <summary>The local that says whether it was there.</summary>
    public static string Seen(JsonMember member) => "has" + Plain(member);

    /// <summary>The member's name with its colon, and the comma before it where one is sure.</summary>
    /// <param name="member">The member.</param>
    /// <param name="followsComma">Whether a comma is part of it.</param>
    public static string Json(JsonMember member, bool followsComma) =>
        JsonLiteral.Quoted(member.JsonName, Prefix(followsComma), ":", Plain(member) + "Name");

    public static void Field(SourceWriter source, JsonMember member, bool followsComma) =>
        JsonLiteral.Field(source, member.JsonName, Prefix(followsComma), ":", Plain(member) + "Name");

    private static string Prefix(bool followsComma) => followsComma ? "," : "";
}
