using System.Text;
using System.Text.Json;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>The two sides that are compared, by the type of a value.</summary>
internal static class Serializers
{
    public static string WriteOurs(Type type, object value) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, LedgerlineJsonContext.Default.GetTypeInfo(type)!));

    public static object ReadOurs(Type type, string json) =>
        JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), LedgerlineJsonContext.Default.GetTypeInfo(type)!)!;

    public static string WriteTheirs(Type type, object value) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, type, Oracle.Options));

    public static object ReadTheirs(Type type, string json) => JsonSerializer.Deserialize(json, type, Oracle.Options)!;
}
