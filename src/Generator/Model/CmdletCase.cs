namespace Ledgerline.Generator;

/// <summary>A parameter set: the values of one object that is stored.</summary>
/// <param name="Name">The set's name, and that of the switch which chooses it; empty for a record that is no hierarchy.</param>
/// <param name="Help">What the documentation says of it; empty where it says nothing.</param>
/// <param name="Type">The object that is made.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record CmdletCase(string Name, string Help, JsonObject Type, EquatableArray<CmdletParameter> Parameters);
