using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Serialization;

/// <summary>Takes contracts from contexts that are not generated here.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OwnContext
{
    /// <summary>The context's contract of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="context">The context.</param>
    /// <exception cref="InvalidOperationException">The context does not know the type.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new InvalidOperationException(
            $"{context.GetType()} does not know {typeof(T)}: give the context [JsonSerializable(typeof({typeof(T).Name}))].");
    }
}
