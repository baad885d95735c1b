namespace Ledgerline.Generator;

/// <summary>The class of accessors to a generic type: the runtime wants the same type parameters and constraints on it.</summary>
/// <param name="Name">The class.</param>
/// <param name="Parameters">Its type parameters: <c>&lt;T&gt;</c>.</param>
/// <param name="Constraints">Their constraints, each with a space before it.</param>
/// <param name="Arguments">The type arguments of the one generic type that is reached: <c>&lt;int&gt;</c>.</param>
internal sealed record UnsafeAccessorHost(string Name, string Parameters, string Constraints, string Arguments);
