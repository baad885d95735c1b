namespace Ledgerline.Generator;

/// <summary>Prints how the member is written and read that takes what no other member does.</summary>
internal static class ExtensionDataEmitter
{
    /// <summary>The type of the local that collects members.</summary>
    public static string TypeName(JsonMember member) => Inner(member) is DictionaryValue dictionary
        ? $"global::System.Collections.Generic.Dictionary<string, {dictionary.Item.TypeName}>"
        : Inner(member).TypeName;

    /// <summary>Writes what it holds, where members were written before it or none.</summary>
    public static void Write(SourceWriter source, JsonObject type, JsonMember member)
    {
        string local = MemberNames.Local(member);
        bool followsComma = MemberSequence.IsClosed(type);
        source.Line($"var {local} = {UnsafeAccessorEmitter.Get(member.Getter, "value", member.Name)};");
        source.Line($"{Names.Extension}.Write(output, {local}, {(followsComma ? "true" : "false")});");
    }

    /// <summary>Takes the member under the reader.</summary>
    public static string Take(JsonMember member) =>
        $"{Names.Extension}.Take(ref reader, options, ref {MemberNames.Local(member)}, discriminator);";

    /// <summary>Adds what was taken to what the object holds already.</summary>
    public static void Keep(SourceWriter source, JsonMember member)
    {
        string local = MemberNames.Local(member);
        string held = UnsafeAccessorEmitter.Get(member.Getter, "result", member.Name);
        string merged = $"{Names.Extension}.Merge({held}, {local})";
        string condition = member.Value is NullableValue ? $"{local} is not null" : $"{local} is not null || {held} is null";
        source.Line();
        source.Block($"if ({condition})", () => source.Line($"{UnsafeAccessorEmitter.Set(member.Setter, "result", member.Name, merged)};"));
    }

    private static JsonValue Inner(JsonMember member) => member.Value is NullableValue nullable ? nullable.Inner : member.Value;
}
