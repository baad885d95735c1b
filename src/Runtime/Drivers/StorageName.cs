using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ledgerline.Drivers;

/// <summary>The one rule for project ids, log names, set names and keys: 1-128 of <c>A-Z a-z 0-9 _ -</c>.</summary>
public static class StorageName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether a name keeps the rule.</summary>
    public static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Throws an <see cref="ArgumentException"/> that says the rule where a name breaks it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it names, for the message: <c>project id</c>, <c>key</c>.</param>
    /// <param name="parameterName">Filled in by the compiler.</param>
    public static void ThrowIfInvalid(
        [NotNull] string? name, string what, [CallerArgumentExpression(nameof(name))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameterName);
        if (!IsValid(name))
        {
            string shown = name.Length <= MaxLength ? $"'{name}'" : $"of {name.Length} characters";
            throw new ArgumentException(
                $"The {what} {shown} is not valid: use 1-{MaxLength} of A-Z a-z 0-9 _ -.", parameterName);
        }
    }
}
