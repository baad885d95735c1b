namespace Ledgerline.Generator;

/// <summary>An UnsafeAccessor: a method through which emitted code reaches what C# would not let it.</summary>
/// <param name="Kind">What it reaches.</param>
/// <param name="Method">The emitted method's name.</param>
/// <param name="Target">The name of what it reaches; empty for a constructor.</param>
/// <param name="DeclaringType">The type that declares it, as the emitted method names it.</param>
/// <param name="IsValueType">Whether that is a struct, which is passed by reference.</param>
/// <param name="ValueType">The type of the value; of a constructor, nothing.</param>
/// <param name="Parameters">The types of a constructor's parameters.</param>
/// <param name="Host">The generic class that holds the method, where the declaring type is generic.</param>
internal sealed record UnsafeAccessor(
    UnsafeAccessorKind Kind,
    string Method,
    string Target,
    string DeclaringType,
    bool IsValueType,
    string ValueType,
    EquatableArray<string> Parameters,
    UnsafeAccessorHost? Host);
