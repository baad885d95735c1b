using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Serialization;

/// <summary>
/// Numbers in the forms of <see cref="JsonNumberHandling"/> as System.Text.Json reads them: a converter alone takes no
/// notice of the handling, only a contract does.
/// </summary>
/// <typeparam name="T">A type of numbers.</typeparam>
internal static class NumberContract<T>
    where T : struct
{
    private static readonly JsonTypeInfo<T>?[] ByHandling = new JsonTypeInfo<T>?[8];

    public static JsonTypeInfo<T> Of(JsonNumberHandling handling, JsonConverter<T> converter) =>
        ByHandling[(int)handling & 7] ??= Create(handling, converter);

    private static JsonTypeInfo<T> Create(JsonNumberHandling handling, JsonConverter<T> converter)
    {
        var options = new JsonSerializerOptions { NumberHandling = handling, TypeInfoResolver = JsonTypeInfoResolver.Combine() };
        return JsonMetadataServices.CreateValueInfo<T>(options, converter);
    }
}
