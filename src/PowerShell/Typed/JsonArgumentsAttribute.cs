using System.Collections;
using System.ComponentModel;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Typed;

/// <summary>The same for a parameter that takes several values: each is made by itself, and one alone is an array of one.</summary>
/// <typeparam name="T">The type of each value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property)]
public abstract class JsonArgumentsAttribute<T> : JsonArgumentAttribute<T>
{
    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Bare(inputData) switch
    {
        null => null,
        T one => new[] { one },
        IEnumerable items and not (string or IDictionary) => items.Cast<object?>().Select(Convert).ToArray(),
        _ => new[] { Convert(inputData) },
    };
}
