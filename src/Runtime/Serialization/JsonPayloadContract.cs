using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline;

/// <summary>The definitions of untyped logs and documents.</summary>
internal static class JsonPayloadContract
{
    private static readonly JsonTypeInfo<JsonPayload> TypeInfo = CreateTypeInfo();

    private static readonly KvDefinition<JsonPayload> SetLess = new(null, TypeInfo, RawCodec.Instance);

    public static KvDefinition<JsonPayload> Kv(string? set) => set is null ? SetLess : new(set, TypeInfo, RawCodec.Instance);

    public static LogDefinition<JsonPayload> Log(string name) => new(name, TypeInfo, RawCodec.Instance);

    private static JsonTypeInfo<JsonPayload> CreateTypeInfo()
    {
        // MakeReadOnly wants a resolver; the one type that these options know is given to it by hand.
        var options = new JsonSerializerOptions
        {
            MaxDepth = JsonText.MaxDepth,
            Encoder = JsonText.WriterOptions.Encoder,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(),
        };
        JsonTypeInfo<JsonPayload> typeInfo =
            JsonMetadataServices.CreateValueInfo<JsonPayload>(options, new JsonPayloadConverter());
        options.MakeReadOnly();
        return typeInfo;
    }
}
